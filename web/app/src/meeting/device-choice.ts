import { Store } from "../state/store";

/** Which device of each kind the person chose; empty is the system's own choice. */
export interface DeviceChoice {
  microphone: string;
  camera: string;
  speaker: string;
}

export type DeviceKind = keyof DeviceChoice;

/** The devices that there are, as far as the browser tells. */
export type DeviceList = Readonly<Record<DeviceKind, readonly MediaDeviceInfo[]>>;

const KEY = "worksync.devices";
const nothing: DeviceChoice = { microphone: "", camera: "", speaker: "" };
const none: DeviceList = { microphone: [], camera: [], speaker: [] };

/** The choice, kept on this device. */
export const deviceChoice = new Store<DeviceChoice>(read());

/** What can be chosen from; see {@link followDevices}. */
export const deviceList = new Store<DeviceList>(none);

export function chooseDevice(kind: DeviceKind, deviceId: string): void {
  deviceChoice.update((choice) => ({ ...choice, [kind]: deviceId }));
  try {
    localStorage.setItem(KEY, JSON.stringify(deviceChoice.get()));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

/** The chosen device, or the system's own where it isn't there any more. */
export function constraintsOf(kind: Exclude<DeviceKind, "speaker">): MediaTrackConstraints | true {
  const id = deviceChoice.get()[kind];
  return id ? { deviceId: { ideal: id } } : true;
}

/** Keeps the list true until the returned function is called. Names are there once a device may be used. */
export function followDevices(): () => void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return () => undefined;
  const look = () => void lookAround(devices);
  look();
  devices.addEventListener("devicechange", look);
  return () => devices.removeEventListener("devicechange", look);
}

/** Looks anew, e.g. when the person has just allowed a device. */
export async function lookAround(devices: MediaDevices): Promise<void> {
  const all = await devices.enumerateDevices().catch(() => []);
  const of = (kind: MediaDeviceKind) => all.filter((device) => device.kind === kind && device.deviceId !== "");
  deviceList.set({ microphone: of("audioinput"), camera: of("videoinput"), speaker: of("audiooutput") });
}

function read(): DeviceChoice {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<DeviceChoice>) };
  } catch {
    return nothing;
  }
}
