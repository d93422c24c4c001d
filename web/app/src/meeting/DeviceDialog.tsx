import { useEffect } from "react";
import { Dialog } from "../ui/Dialog";
import { closeDialog } from "../workspace/panels";
import { DeviceSelect } from "./DeviceSelect";
import { followDevices } from "./device-choice";

/** Microphone, camera and loudspeaker, while a meeting goes on. */
export function DeviceDialog() {
  useEffect(followDevices, []);
  return (
    <Dialog title="Devices" onClose={closeDialog}>
      <div className="dialog__body">
        <DeviceSelect kind="microphone" />
        <DeviceSelect kind="camera" />
        <DeviceSelect kind="speaker" />
      </div>
    </Dialog>
  );
}
