import type { MyChannel, Presence } from "@worksync/sdk";
import { StartMeetingButton } from "../meeting/StartMeetingButton";
import { useWatchedPresence } from "../people/presences";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { openDialog, panels, showDetails, showNotes } from "../workspace/panels";
import { goHome } from "../workspace/route";
import { ChannelGlyph } from "./ChannelGlyph";
import { channelTitle, peers } from "./naming";

/** Where one is, who is there, and the way to a meeting. */
export function ChannelHeader({ channel }: { channel: MyChannel }) {
  const { me, people } = useWorkspace();
  const details = useStore(panels, (state) => state.details);
  const notes = useStore(panels, (state) => state.notes);
  const count = useStore(people.state, (state) => state.members[channel.id]?.length) ?? channel.memberCount;

  return (
    <header className="channel-header">
      <button type="button" className="icon-button channel-header__back" aria-label="Back to all channels" onClick={goHome}>
        <Icon name="back" size={20} />
      </button>
      <ChannelGlyph channel={channel} size={channel.kind === "direct" ? 28 : 18} />
      <div className="channel-header__titles">
        <h1 className="truncate">{channelTitle(channel, me.id)}</h1>
        <Subtitle channel={channel} />
      </div>
      <StartMeetingButton channel={channel} />
      {channel.kind !== "direct" && me.role !== "guest" && (
        <button
          type="button"
          className="icon-button channel-header__add"
          aria-label="Add people"
          title="Add people"
          data-testid="add-people"
          onClick={() => openDialog("add-people")}
        >
          <Icon name="userPlus" />
        </button>
      )}
      <button
        id="notes-button"
        type="button"
        className="icon-button channel-header__notes"
        aria-label={notes ? "Hide notes" : "Show notes"}
        title="Notes"
        aria-expanded={notes}
        data-testid="notes"
        onClick={() => showNotes(!notes)}
      >
        <Icon name="notes" />
      </button>
      <button
        type="button"
        className="button button--quiet channel-header__members"
        aria-label={`${count} members: ${details ? "hide" : "show"} details`}
        aria-expanded={details}
        data-testid="members"
        onClick={() => showDetails(!details)}
      >
        <Icon name="users" />
        {count}
      </button>
    </header>
  );
}

function Subtitle({ channel }: { channel: MyChannel }) {
  const { me, presences } = useWorkspace();
  const others = channel.kind === "direct" ? peers(channel, me.id) : [];
  const peer = others.length === 1 ? others[0] : undefined;
  useWatchedPresence(presences, peer ? [peer.id] : []);
  const presence = useStore(presences.state, (state) => (peer ? state[peer.id] : undefined));

  const text = peer ? presenceWords(presence) : channel.kind === "direct" ? `${others.length + 1} people` : channel.purpose;
  return text ? <p className="channel-header__subtitle truncate">{text}</p> : null;
}

function presenceWords(presence: Presence | undefined): string {
  if (presence?.activity === "in_meeting") return "In a meeting";
  switch (presence?.availability) {
    case "online":
      return "Online";
    case "away":
      return "Away";
    case "dnd":
      return "Do not disturb";
    case "offline":
      return "Offline";
    case "unknown":
    case undefined:
      return "";
  }
}
