import { useEffect, useState } from "react";
import { channelTitle } from "../channels/naming";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { MeetingControls } from "./MeetingControls";
import { Tile, type TileProps } from "./Tile";
import { tilesOf } from "./tiles";

/** The meeting: pictures, names and controls; large, or as a small window while one reads on. */
export function MeetingView() {
  const { room, me, channels } = useWorkspace();
  const state = useStore(room.state, (s) => s);
  const { meeting, status, expanded } = state;
  const channel = useStore(channels.state, (s) => (meeting?.channelId ? s.byId[meeting.channelId] : undefined));
  if (status === "none" || !meeting) return null;

  const { screens, faces } = tilesOf(state, me);
  const place = channel ? (channel.kind === "direct" ? channelTitle(channel, me.id) : `#${channel.name}`) : null;
  const title = meeting.title ?? place ?? "Meeting";
  return (
    <section className="meeting" aria-label={`Meeting: ${title}`} data-testid="meeting-view" data-expanded={expanded}>
      <header className="meeting__header">
        <h2 className="truncate">{title}</h2>
        {meeting.startedAt && <Elapsed since={meeting.startedAt} />}
        <span className="meeting__count" role="status">
          <Icon name="users" size={15} />
          {status === "joining" ? "Joining…" : faces.length}
        </span>
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
      <div className="meeting__stage" data-screens={screens.length > 0 || undefined}>
        {screens.length > 0 && <Grid className="meeting__screens" tiles={screens} />}
        <Grid className="meeting__faces" tiles={faces} />
      </div>
      {status === "joined" && faces.length === 1 && (
        <p className="meeting__alone">You are the only one here. The others can join from the conversation.</p>
      )}
      <MeetingControls />
    </section>
  );
}

function Grid({ tiles, className }: { tiles: readonly TileProps[]; className: string }) {
  return (
    <div className={className} data-count={Math.min(tiles.length, 9)}>
      {tiles.map((tile) => (
        <Tile key={tile.hook} {...tile} />
      ))}
    </div>
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
