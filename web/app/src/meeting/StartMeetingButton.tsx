import type { MyChannel } from "@worksync/sdk";
import { useState } from "react";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { openDialog } from "../workspace/panels";

/** Starts a meeting in the channel, or joins the one that goes on. */
export function StartMeetingButton({ channel }: { channel: MyChannel }) {
  const { ringing, room } = useWorkspace();
  const meeting = useStore(ringing.active, (state) => state[channel.id]);
  const inside = useStore(room.state, (state) => state.status !== "none" && state.meeting?.channelId === channel.id);
  const [busy, setBusy] = useState(false);

  if (inside) return null;
  const go = async (how: "at once" | "after a look") => {
    setBusy(true);
    try {
      if (!meeting) ringing.began(await room.start({ channelId: channel.id, ring: true }));
      else await (how === "at once" ? room.join(meeting) : room.prepare(meeting));
    } catch (error) {
      showProblem(meeting ? "Joining did not work" : "The meeting did not start")(error);
      void ringing.look(channel.id);
    } finally {
      setBusy(false);
    }
  };

  const label = meeting ? `Join · ${meeting.participantCount}` : "Start meeting";
  return (
    <span className="start-meeting-group" data-ongoing={meeting !== undefined || undefined}>
      <button
        type="button"
        className={`button start-meeting ${meeting ? "button--primary" : ""}`}
        aria-label={meeting ? `${label} in the meeting` : label}
        data-testid={meeting ? "join-meeting" : "start-meeting"}
        disabled={busy}
        onClick={() => void go("at once")}
      >
        <Icon name="camera" />
        <span className="start-meeting__label">{label}</span>
      </button>
      <Menu label="More ways to meet" trigger={<Icon name="chevronDown" size={14} />} triggerClass={`button start-meeting__more ${meeting ? "button--primary" : ""}`} className="menu-anchor--end">
        {meeting ? (
          <button type="button" role="menuitem" className="menu__item" data-testid="join-after-a-look" onClick={() => void go("after a look")}>
            <Icon name="camera" size={16} />
            Check devices first
          </button>
        ) : (
          <button type="button" role="menuitem" className="menu__item" data-testid="meeting-options" onClick={() => openDialog("new-meeting")}>
            <Icon name="clock" size={16} />
            Plan, or start with options…
          </button>
        )}
      </Menu>
    </span>
  );
}
