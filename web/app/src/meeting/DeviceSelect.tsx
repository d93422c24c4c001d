import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { chooseDevice, deviceChoice, deviceList, type DeviceKind } from "./device-choice";

const NAMES: Record<DeviceKind, string> = { microphone: "Microphone", camera: "Camera", speaker: "Loudspeaker" };

/** Chooses a microphone, camera or loudspeaker. */
export function DeviceSelect({ kind }: { kind: DeviceKind }) {
  const { room } = useWorkspace();
  const devices = useStore(deviceList, (list) => list[kind]);
  const chosen = useStore(deviceChoice, (choice) => choice[kind]);
  if (kind === "speaker" && devices.length === 0) return null;
  const known = devices.some(({ deviceId }) => deviceId === chosen);
  return (
    <label className="field device-select">
      <span className="field__label">{NAMES[kind]}</span>
      <select
        className="input"
        data-testid={`device-${kind}`}
        value={known ? chosen : ""}
        onChange={(event) => {
          chooseDevice(kind, event.target.value);
          void room.deviceChosen(kind);
        }}
      >
        <option value="">{devices.length === 0 ? "None found" : "System default"}</option>
        {devices.map(({ deviceId, label }, index) => (
          <option key={deviceId} value={deviceId}>
            {label || `${NAMES[kind]} ${index + 1}`}
          </option>
        ))}
      </select>
    </label>
  );
}
