import type { Message } from "@worksync/sdk";
import { memo } from "react";
import { isMentioned } from "../channels/unread";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { fullDate, timeOf } from "./dates";
import { Formatted } from "./Formatted";
import { MessageEditor } from "./MessageEditor";

interface MessageItemProps {
  message: Message;
  first: boolean;
  editing: boolean;
  highlighted: boolean;
  onEdit: (message: Message | null) => void;
  onDelete: (message: Message) => void;
}

/** One message: who, when, what, and for one's own the ways to change it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, first, editing, highlighted, onEdit, onDelete } = props;
  const { me, people } = useWorkspace();
  const author = useStore(people.state, (state) => state.byId[message.authorId]);
  const own = message.authorId === me.id;
  const name = author?.displayName ?? "Former member";
  const forMe = !own && !message.deletedAt && isMentioned(message, me.id);

  return (
    <li
      className="message"
      data-testid="message"
      data-message-id={message.id}
      data-seq={message.seq}
      data-first={first || undefined}
      data-for-me={forMe || undefined}
      data-highlighted={highlighted || undefined}
      data-editing={editing || undefined}
    >
      <div className="message__gutter">
        {first ? <Avatar userId={message.authorId} name={name} /> : <Time at={message.createdAt} />}
      </div>
      <div className="message__content">
        {first ? (
          <p className="message__head">
            <strong className="message__author">{name}</strong>
            <Time at={message.createdAt} />
          </p>
        ) : (
          <span className="visually-hidden">{name}:</span>
        )}
        {editing ? <MessageEditor message={message} onDone={() => onEdit(null)} /> : <Body message={message} />}
      </div>
      {own && !editing && !message.deletedAt && (
        <div className="message__actions">
          <button type="button" className="icon-button icon-button--small" aria-label="Edit message" title="Edit" onClick={() => onEdit(message)}>
            <Icon name="edit" size={16} />
          </button>
          <button type="button" className="icon-button icon-button--small" aria-label="Delete message" title="Delete" onClick={() => onDelete(message)}>
            <Icon name="trash" size={16} />
          </button>
        </div>
      )}
    </li>
  );
});

function Body({ message }: { message: Message }) {
  if (message.deletedAt) return <p className="message__text message__text--deleted">This message was deleted.</p>;
  return (
    <div className="message__text">
      <Formatted message={message} />
      {message.editedAt && (
        <span className="message__edited" title={fullDate(message.editedAt)}>
          {" "}
          (edited)
        </span>
      )}
    </div>
  );
}

export function Time({ at }: { at: string }) {
  return (
    <time className="message__time" dateTime={at} title={fullDate(at)}>
      {timeOf(at)}
    </time>
  );
}
