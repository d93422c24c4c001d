import type { MyChannel } from "@worksync/sdk";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { routeHash } from "../workspace/route";
import { ChannelGlyph } from "./ChannelGlyph";
import { channelHandle, channelTitle } from "./naming";

/** A line of the sidebar. */
export function ChannelItem({ channel, current }: { channel: MyChannel; current: boolean }) {
  const { me, ringing } = useWorkspace();
  const inMeeting = useStore(ringing.active, (state) => state[channel.id] !== undefined);
  const title = channelTitle(channel, me.id);
  const handle = channelHandle(channel, me.id);
  const waiting = channel.unread > 0 && !channel.muted;

  return (
    <li>
      <a
        className="channel-item"
        href={routeHash({ channelId: channel.id, seq: null })}
        aria-current={current ? "page" : undefined}
        data-unread={waiting || undefined}
        data-testid={`channel-${handle}`}
      >
        <ChannelGlyph channel={channel} size={22} />
        <span className="channel-item__title truncate">{title}</span>
        {inMeeting && <Icon name="camera" size={15} />}
        {channel.unread > 0 && <UnreadBadge channel={channel} handle={handle} />}
      </a>
    </li>
  );
}

function UnreadBadge({ channel, handle }: { channel: MyChannel; handle: string }) {
  const urgent = channel.mentions > 0 || channel.kind === "direct";
  const count = channel.mentions > 0 ? channel.mentions : channel.unread;
  const words = channel.mentions > 0 ? `${channel.mentions} mentions, ${channel.unread} unread` : `${channel.unread} unread`;
  return (
    <span
      className={`badge ${urgent && !channel.muted ? "badge--mention" : ""}`}
      data-testid={`unread-${handle}`}
      data-unread={channel.unread}
      data-mentions={channel.mentions}
    >
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
