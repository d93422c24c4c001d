import { useEffect, useState } from "react";
import { channelTitle } from "../channels/naming";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { EncryptionBadge } from "./EncryptionBadge";
import { FileTray } from "./FileTray";
import { LobbyWait } from "./LobbyWait";
import { MeetingControls } from "./MeetingControls";
import { PeoplePanel } from "./PeoplePanel";
import { PreJoin } from "./PreJoin";
import { isHost } from "./room-state";
import { Stage } from "./Stage";
import { useMeetingShortcuts } from "./shortcuts";
import { useSpeakers } from "./speaking";

/** The meeting: pictures, names and controls; large, or as a small window while one reads on. */
export function MeetingView() {
  const { room, me, channels } = useWorkspace();
  const { meeting, status, expanded, side } = useStore(room.state, (s) => s);
  const channel = useStore(channels.state, (s) => (meeting?.channelId ? s.byId[meeting.channelId] : undefined));
  if (status === "none" || !meeting) return null;

  const place = channel ? (channel.kind === "direct" ? channelTitle(channel, me.id) : `#${channel.name}`) : null;
  const title = meeting.title ?? place ?? "Meeting";
  const before = status === "preparing" || status === "waiting";
  return (
    <section
      className="meeting"
      aria-label={`Meeting: ${title}`}
      data-testid="meeting-view"
      data-status={status}
      data-expanded={expanded || before}
      data-side={side}
    >
      {status === "preparing" && <PreJoin title={title} />}
      {status === "waiting" && <LobbyWait title={title} />}
      {!before && <Inside title={title} />}
    </section>
  );
}

function Inside({ title }: { title: string }) {
  const { room } = useWorkspace();
  const { meeting, status, expanded, side, participants, encryption, self, waiting } = useStore(room.state, (s) => s);
  useMeetingShortcuts(room);
  useSpeakers(room);
  if (!meeting) return null;
  const alone = status === "joined" && participants.length <= 1;
  return (
    <>
      <header className="meeting__header">
        <h2 className="truncate">{title}</h2>
        {meeting.startedAt && <Elapsed since={meeting.startedAt} />}
        {meeting.recording && (
          <span className="meeting__badge meeting__badge--recording" role="status" data-testid="recording">
            Recording
          </span>
        )}
        {meeting.locked && (
          <span className="meeting__badge" title="Nobody else can come in">
            <Icon name="lock" size={13} />
            <span className="meeting__badge-text">Locked</span>
          </span>
        )}
        {encryption && <EncryptionBadge state={encryption} />}
        <button
          type="button"
          className="meeting__count"
          aria-label={`${participants.length} people: ${side === "people" ? "hide" : "show"} the list`}
          aria-expanded={side === "people"}
          data-testid="meeting-people"
          onClick={() => {
            room.expand(true);
            room.show(side === "people" ? "none" : "people");
          }}
        >
          <Icon name="users" size={15} />
          {status === "joining" ? "Joining…" : Math.max(1, participants.length)}
          {isHost(self) && waiting.length > 0 && <span className="meeting__waiting">{waiting.length}</span>}
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={expanded ? "Make the meeting small" : "Make the meeting large"}
          title={expanded ? "Back to the conversation" : "Large view"}
          data-testid="resize-meeting"
          onClick={() => room.expand(!expanded)}
        >
          <Icon name={expanded ? "collapse" : "expand"} />
        </button>
      </header>
      <div className="meeting__body">
        <Stage />
        {expanded && side === "people" && <PeoplePanel />}
      </div>
      {alone && expanded && <p className="meeting__alone">You are the only one here. The others can join from the conversation, or with the link.</p>}
      <FileTray />
      <MeetingControls />
    </>
  );
}

function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const interval = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(interval);
  }, []);
  return (
    <span className="meeting__elapsed" role="timer" aria-label="Time in the meeting">
      {duration(now - Date.parse(since))}
    </span>
  );
}

/** "4:07", "1:02:09". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0/, "");
}
