import type { Notification } from "@worksync/sdk";
import { ago, fullDate } from "../messages/dates";
import { Avatar } from "../people/Avatar";

const words = {
  direct_message: "wrote to you",
  mention: "mentioned you",
  channel_mention: "mentioned everybody",
  missed_call: "called you",
} as const;

/** One reason to look: who, why, where, and the beginning of what they wrote. */
export function NotificationItem({ notification, onOpen }: { notification: Notification; onOpen: (n: Notification) => void }) {
  const { actorId, actorName, kind, body, createdAt, readAt } = notification;
  return (
    <li>
      <button
        type="button"
        className="notice"
        data-testid={readAt ? "notification-read" : "notification"}
        data-unread={!readAt || undefined}
        onClick={() => onOpen(notification)}
      >
        <Avatar userId={actorId} name={actorName} size={32} />
        <span className="notice__text">
          <span className="notice__head">
            <span className="truncate">
              <strong>{actorName}</strong> {words[kind] ?? notification.title}
            </span>
            <time dateTime={createdAt} title={fullDate(createdAt)}>
              {ago(createdAt)}
            </time>
          </span>
          {body && <span className="notice__body">{body}</span>}
        </span>
        {!readAt && (
          <span className="notice__dot">
            <span className="visually-hidden">Unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
