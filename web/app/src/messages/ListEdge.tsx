import type { MyChannel } from "@worksync/sdk";
import { ChannelGlyph } from "../channels/ChannelGlyph";
import { channelTitle } from "../channels/naming";
import { useWorkspace } from "../workspace/context";
import { openDialog } from "../workspace/panels";
import type { Conversation } from "./conversations";

/** The top of the list: a spinner while older messages come, or how it all began. */
export function ListEdge({ channel, conversation }: { channel: MyChannel; conversation: Conversation | undefined }) {
  const { me } = useWorkspace();
  if (!conversation || (conversation.timeline.messages.length === 0 && conversation.loading)) return <Skeleton />;
  if (conversation.timeline.hasMoreBefore) {
    return (
      <div className="messages__edge">{conversation.loading === "before" && <div className="spinner" role="img" aria-label="Loading" />}</div>
    );
  }
  const direct = channel.kind === "direct";
  const title = channelTitle(channel, me.id);
  return (
    <header className="beginning">
      <span className="beginning__glyph">
        <ChannelGlyph channel={channel} size={direct ? 52 : 28} />
      </span>
      <h2>{direct ? title : `#${title}`}</h2>
      <p>
        {direct
          ? `This is the beginning of your conversation with ${title}. Say hello.`
          : (channel.purpose ?? `This is the very beginning of #${title}. Write the first message, or add the people it is for.`)}
      </p>
      {!direct && me.role !== "guest" && (
        <button type="button" className="button" onClick={() => openDialog("add-people")}>
          Add people
        </button>
      )}
    </header>
  );
}

export function LoadProblem({ channelId, conversation }: { channelId: string; conversation: Conversation | undefined }) {
  const { conversations } = useWorkspace();
  if (!conversation?.problem) return null;
  return (
    <p className="messages__problem" role="alert">
      These messages could not be loaded. {conversation.problem}{" "}
      <button type="button" className="link-button" onClick={() => void conversations.showNewest(channelId)}>
        Try again
      </button>
    </p>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading messages</span>
      {[62, 44, 78, 36].map((width) => (
        <div key={width} className="skeleton__line" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
