import type { Device } from "@worksync/sdk";
import { useCallback, useEffect, useState } from "react";
import { ago, fullDate } from "../messages/dates";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { describeProblem, showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";

/** Where the person is signed in, and the way to sign out there. */
export function DevicesDialog() {
  const { client } = useWorkspace();
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<string | null>(null);

  const load = useCallback(async () => {
    try {
      setDevices(await client.sessions.list());
      setProblem(null);
    } catch (error) {
      setProblem(describeProblem(error));
    }
  }, [client]);

  useEffect(() => void load(), [load]);

  const signOut = async (device: Device) => {
    setLeaving(device.id);
    try {
      await client.sessions.signOut(device.id);
      await load();
    } catch (error) {
      showProblem("Signing out there did not work")(error);
    } finally {
      setLeaving(null);
    }
  };

  return (
    <Dialog title="Devices" onClose={closeDialog} className="dialog--devices">
      <div className="dialog__body">
        <p className="dialog__lead">
          You are signed in here. Sign out where you don’t recognise a device or no longer use it.
        </p>
        <ul className="devices" aria-label="Devices" aria-busy={devices === null && problem === null}>
          {devices?.map((device) => (
            <DeviceLine
              key={device.id}
              device={device}
              busy={leaving !== null}
              leaving={leaving === device.id}
              onSignOut={() => void signOut(device)}
            />
          ))}
        </ul>
        {problem && (
          <p className="devices__problem" role="alert">
            {problem}
            <button type="button" className="button" onClick={() => void load()}>
              Try again
            </button>
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface DeviceLineProps {
  device: Device;
  busy: boolean;
  leaving: boolean;
  onSignOut: () => void;
}

function DeviceLine({ device, busy, leaving, onSignOut }: DeviceLineProps) {
  const mobile = /iPhone|iPad|Android/.test(device.deviceName);
  return (
    <li className="devices__line" data-testid={`device-${device.id}`}>
      <Icon name={mobile ? "smartphone" : "laptop"} size={22} />
      <span className="devices__names">
        <strong className="truncate" title={device.userAgent}>
          {device.deviceName}
        </strong>
        <small title={`Signed in ${fullDate(device.startedAt)}`}>{seen(device)}</small>
      </span>
      {device.current ? (
        <span className="devices__current">This device</span>
      ) : (
        <button
          type="button"
          className="button"
          aria-label={`Sign out ${device.deviceName}, ${seen(device)}`}
          data-testid={`sign-out-${device.id}`}
          disabled={busy}
          onClick={onSignOut}
        >
          {leaving ? "Signing out…" : "Sign out"}
        </button>
      )}
    </li>
  );
}

function seen(device: Device): string {
  if (device.connections > 0) return "Active now";
  const when = ago(device.lastSeenAt);
  return when === "now" ? "Seen just now" : /(min|h)$/.test(when) ? `Seen ${when} ago` : `Seen ${when}`;
}
