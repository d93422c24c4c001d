import type { MyChannel } from "@worksync/sdk";
import { useState } from "react";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

/** Starts a meeting in the channel, or joins the one that goes on. */
export function StartMeetingButton({ channel }: { channel: MyChannel }) {
  const { ringing, room } = useWorkspace();
  const meeting = useStore(ringing.active, (state) => state[channel.id]);
  const inside = useStore(room.state, (state) => state.status !== "none" && state.meeting?.channelId === channel.id);
  const [busy, setBusy] = useState(false);

  if (inside) return null;
  const go = async () => {
    setBusy(true);
    try {
      if (meeting) await room.join(meeting);
      else ringing.began(await room.start(channel.id));
    } catch (error) {
      showProblem(meeting ? "Joining did not work" : "The meeting did not start")(error);
      void ringing.look(channel.id);
    } finally {
      setBusy(false);
    }
  };

  const label = meeting ? `Join · ${meeting.participantCount}` : "Start meeting";
  return (
    <button
      type="button"
      className={`button start-meeting ${meeting ? "button--primary" : ""}`}
      aria-label={meeting ? `${label} in the meeting` : label}
      data-testid={meeting ? "join-meeting" : "start-meeting"}
      disabled={busy}
      onClick={() => void go()}
    >
      <Icon name="camera" />
      <span className="start-meeting__label">{label}</span>
    </button>
  );
}
