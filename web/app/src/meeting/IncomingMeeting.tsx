import { useEffect } from "react";
import { channelTitle } from "../channels/naming";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { goToChannel } from "../workspace/route";
import { playRingtone } from "./ringtone";
import type { Incoming } from "./ringing";

/** Somebody calls. It takes no focus, so that nobody accepts by accident while typing. */
export function IncomingMeeting() {
  const { ringing, room } = useWorkspace();
  const incoming = useStore(ringing.incoming, (state) => state);
  const inside = useStore(room.state, (state) => state.meeting?.id);
  if (!incoming || incoming.meeting.id === inside) return null;
  return <Ring key={incoming.meeting.id} incoming={incoming} />;
}

function Ring({ incoming: { meeting, caller } }: { incoming: Incoming }) {
  const { ringing, room, channels, me } = useWorkspace();
  const elsewhere = useStore(room.state, (state) => state.status === "joined");
  const channel = useStore(channels.state, (state) => (meeting.channelId ? state.byId[meeting.channelId] : undefined));
  useEffect(playRingtone, []);

  const accept = () => {
    ringing.silence(meeting.id);
    if (channel) goToChannel(channel.id);
    room.join(meeting).catch(showProblem("Joining did not work"));
  };
  const decline = () => ringing.decline(meeting.id, elsewhere ? "busy" : "declined");
  const where = channel && channel.kind !== "direct" ? ` in #${channelTitle(channel, me.id)}` : "";

  return (
    <section className="ring" role="alertdialog" aria-labelledby="ring-title" aria-describedby="ring-text" data-testid="incoming-meeting">
      <Avatar userId={caller.id} name={caller.displayName} size={44} />
      <div className="ring__text" role="alert">
        <h2 id="ring-title" className="truncate">
          {caller.displayName}
        </h2>
        <p id="ring-text" className="truncate">
          invites you to a meeting{where}
        </p>
      </div>
      <button type="button" className="ring__button ring__button--decline" aria-label={elsewhere ? "I’m busy" : "Decline"} title={elsewhere ? "I’m in another meeting" : "Decline"} data-testid="decline-meeting" onClick={decline}>
        <Icon name="close" size={20} />
      </button>
      <button type="button" className="ring__button ring__button--accept" aria-label="Accept and join" title="Join" data-testid="accept-meeting" onClick={accept}>
        <Icon name="camera" size={20} />
      </button>
    </section>
  );
}
