import { useStore } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

const canShare = "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;

/** Microphone, camera, screen, and the way out. */
export function MeetingControls() {
  const { room } = useWorkspace();
  const { audio, video, localScreen, status } = useStore(room.state, (state) => state);
  const failed = showProblem("That did not work");

  return (
    <div className="controls" role="toolbar" aria-label="Meeting controls">
      <Control
        hook="toggle-mic"
        label="Microphone"
        icon={audio ? "mic" : "micOff"}
        state={audio ? "on" : "off"}
        onClick={() => void room.toggleAudio().catch(failed)}
      />
      <Control
        hook="toggle-camera"
        label="Camera"
        icon={video ? "camera" : "cameraOff"}
        state={video ? "on" : "off"}
        onClick={() => void room.toggleVideo().catch(failed)}
      />
      {canShare && (
        <Control
          hook="share-screen"
          label="Share screen"
          icon="screen"
          state={localScreen ? "active" : "on"}
          pressed={localScreen !== null}
          disabled={status !== "joined"}
          onClick={() => void room.toggleScreen().catch(failed)}
        />
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
  icon: IconName;
  state: "on" | "off" | "active";
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

function Control({ hook, label, icon, state, pressed = state === "on", disabled = false, onClick }: ControlProps) {
  return (
    <button
      type="button"
      className="control"
      data-state={state}
      aria-pressed={pressed}
      aria-label={label}
      title={label}
      data-testid={hook}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={22} />
    </button>
  );
}
