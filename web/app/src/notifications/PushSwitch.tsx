import { useStore } from "../state/store";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

/** Lets this browser tell of news while WorkSync is closed; nothing where it cannot. */
export function PushSwitch() {
  const { push } = useWorkspace();
  const state = useStore(push.state, (current) => current);
  if (state === "unavailable") return null;
  const on = state === "on";
  const change = () =>
    (on ? push.turnOff() : push.turnOn()).catch(showProblem("This browser could not be set up to tell you"));
  return (
    <footer className="inbox__footer">
      <button
        type="button"
        role="switch"
        aria-checked={on}
        className="push-switch"
        data-testid="push-switch"
        disabled={state === "changing" || state === "denied"}
        onClick={() => void change()}
      >
        <span className="push-switch__text">
          Tell me when WorkSync is closed
          <small>
            {state === "denied"
              ? "Notifications of this site are blocked in the browser's settings."
              : "On this device, while you are away."}
          </small>
        </span>
        <span className="push-switch__track" aria-hidden="true" />
      </button>
    </footer>
  );
}
