import { Avatar } from "../people/Avatar";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { Time } from "./MessageItem";
import type { Pending } from "./outbox";

/** A message that the server has not confirmed yet, or did not take. */
export function PendingItem({ pending, first }: { pending: Pending; first: boolean }) {
  const { me, outbox } = useWorkspace();
  const { channelId, clientId, state } = pending;
  return (
    <li className="message" data-testid="pending-message" data-state={state} data-first={first || undefined}>
      <div className="message__gutter">
        {first && <Avatar userId={me.id} name={me.displayName} />}
      </div>
      <div className="message__content">
        {first && (
          <p className="message__head">
            <strong className="message__author">{me.displayName}</strong>
            <Time at={pending.createdAt} />
          </p>
        )}
        <div className="message__text message__text--pending">{pending.text}</div>
        {state === "failed" ? (
          <p className="message__failed" role="alert">
            <Icon name="alert" size={15} />
            <span>Not sent. {pending.reason}</span>
            <button type="button" className="link-button" data-testid="retry" onClick={() => outbox.retry(channelId, clientId)}>
              Retry
            </button>
            <button type="button" className="link-button" onClick={() => outbox.discard(channelId, clientId)}>
              Discard
            </button>
          </p>
        ) : (
          <span className="visually-hidden">Sending</span>
        )}
      </div>
    </li>
  );
}
