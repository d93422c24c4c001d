import { useStore } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { MeetingMenu } from "./MeetingMenu";
import { ReactionPicker } from "./ReactionPicker";

export const canShare = "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;

/** Microphone, camera, screen, hand, and the way out. */
export function MeetingControls() {
  const { room } = useWorkspace();
  const { audio, video, hand, localScreen, status, self, expanded } = useStore(room.state, (state) => state);
  const failed = showProblem("That did not work");
  const joined = status === "joined";
  const shows = self?.role !== "viewer";

  return (
    <div className="controls" role="toolbar" aria-label="Meeting controls">
      {shows && (
        <>
          <Control hook="toggle-mic" label="Microphone" keys="M" icon={audio ? "mic" : "micOff"} state={audio ? "on" : "off"} onClick={() => void room.toggleAudio().catch(failed)} />
          <Control hook="toggle-camera" label="Camera" keys="V" icon={video ? "camera" : "cameraOff"} state={video ? "on" : "off"} onClick={() => void room.toggleVideo().catch(failed)} />
        </>
      )}
      {shows && canShare && (
        <Control
          hook="share-screen"
          label="Share screen"
          keys="S"
          icon="screen"
          state={localScreen ? "active" : "on"}
          pressed={localScreen !== null}
          disabled={!joined}
          onClick={() => void room.toggleScreen().catch(failed)}
        />
      )}
      {expanded && (
        <>
          <Control hook="toggle-hand" label="Raise hand" keys="H" icon="hand" state={hand ? "active" : "on"} pressed={hand} disabled={!joined} onClick={() => void room.toggleHand().catch(failed)} />
          <ReactionPicker disabled={!joined} />
          <MeetingMenu />
        </>
      )}
      <button
        type="button"
        className="control control--leave"
        aria-label="Leave the meeting"
        title="Leave"
        data-testid="leave-meeting"
        onClick={() => void room.leave().catch(() => undefined)}
      >
        <Icon name="phoneDown" size={22} />
      </button>
    </div>
  );
}

interface ControlProps {
  hook: string;
  label: string;
  /** The key that does the same. */
  keys?: string;
  icon: IconName;
  state: "on" | "off" | "active";
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** A round button that is on or off. */
export function Control({ hook, label, keys, icon, state, pressed = state === "on", disabled = false, onClick }: ControlProps) {
  return (
    <button
      type="button"
      className="control"
      data-state={state}
      aria-pressed={pressed}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      data-testid={hook}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={22} />
    </button>
  );
}
