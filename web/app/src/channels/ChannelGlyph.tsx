import type { MyChannel } from "@worksync/sdk";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { peers } from "./naming";

/** # for public, a lock for private, a face for one person, a count for several. */
export function ChannelGlyph({ channel, size }: { channel: MyChannel; size: number }) {
  const { me, presences } = useWorkspace();
  const others = channel.kind === "direct" ? peers(channel, me.id) : [];
  const [peer] = others;
  const presence = useStore(presences.state, (state) => (peer ? state[peer.id] : undefined));

  if (channel.kind !== "direct") {
    return (
      <span className="channel-glyph" style={{ width: size }}>
        <Icon name={channel.kind === "private" ? "lock" : "hash"} size={Math.min(18, size)} />
        {channel.kind === "private" && <span className="visually-hidden">Private channel</span>}
      </span>
    );
  }
  if (others.length === 1 && peer) {
    return <Avatar userId={peer.id} name={peer.displayName} size={size} presence={presence} />;
  }
  return (
    <span className="channel-glyph channel-glyph--group" style={{ width: size, height: size }} aria-hidden="true">
      {others.length}
    </span>
  );
}
