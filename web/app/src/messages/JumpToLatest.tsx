import type { MyChannel } from "@worksync/sdk";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { replaceRoute } from "../workspace/route";

interface JumpToLatestProps {
  channel: MyChannel;
  shown: boolean;
  hasMoreAfter: boolean;
  toEnd: () => void;
}

/** The way back to the newest message for somebody who reads further up. */
export function JumpToLatest({ channel, shown, hasMoreAfter, toEnd }: JumpToLatestProps) {
  const { conversations } = useWorkspace();
  if (!shown) return null;
  const jump = async () => {
    replaceRoute({ channelId: channel.id, seq: null });
    if (hasMoreAfter) await conversations.showNewest(channel.id);
    toEnd();
    document.querySelector<HTMLElement>('[data-testid="composer"]')?.focus();
  };
  return (
    <button type="button" className="button jump-to-latest" onClick={() => void jump()}>
      <Icon name="arrowDown" size={16} />
      {channel.unread > 0 ? `${channel.unread} new` : "Latest"}
    </button>
  );
}
