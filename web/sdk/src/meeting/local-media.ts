import type { Slot } from "./slots.js";
import type { MediaChoice } from "./types.js";

/** Fit for a mesh, where each picture is sent once for every other participant. */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 24, max: 30 },
};

const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

const CAPTURE = {
  microphone: { kind: "audio", constraints: MICROPHONE },
  camera: { kind: "video", constraints: CAMERA },
} as const;

type Device = keyof typeof CAPTURE;

interface Held {
  track: MediaStreamTrack;
  /** Captured here, and so released here. */
  own: boolean;
  on: boolean;
}

/**
 * Microphone, camera and screen of this participant.
 *
 * A muted microphone stays open, so that speaking again is instant; a camera that is turned off is released, so that
 * its light goes out. Tracks that the app brought are never stopped.
 */
export class LocalMedia {
  /** Microphone and camera, for showing oneself; the same object all the time. */
  readonly media: MediaStream;
  readonly #screen: MediaStream;
  readonly #changed: () => void;
  readonly #held = new Map<Slot, Held>();

  constructor(newStream: () => MediaStream, changed: () => void) {
    this.media = newStream();
    this.#screen = newStream();
    this.#changed = changed;
  }

  /** The shared screen with its sound, `null` while none is shared. */
  get screen(): MediaStream | null {
    return this.#held.has("screen") ? this.#screen : null;
  }

  /** What is sent in a slot now. */
  track(slot: Slot): MediaStreamTrack | null {
    const held = this.#held.get(slot);
    return held?.on ? held.track : null;
  }

  /** The stream that a slot's track belongs to. */
  streamOf(slot: Slot): MediaStream {
    return slot === "screen" || slot === "screenAudio" ? this.#screen : this.media;
  }

  /** Turns microphone or camera on or off; rejects when the device can't be had. */
  async set(device: Device, choice: MediaChoice): Promise<void> {
    const held = this.#held.get(device);
    if (choice === false) this.#turnOff(device);
    else if (choice === true && held) held.on = true;
    else this.#hold(device, await this.#capture(device, choice), !isTrack(choice));
    this.#changed();
  }

  /** Shares a screen: the given one, or one that the user picks. */
  async shareScreen(stream?: MediaStream): Promise<void> {
    const shared = stream ?? (await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true }));
    const [picture] = shared.getVideoTracks();
    if (!picture) throw new Error("There is no picture in what is to be shared");
    this.#hold("screen", picture, stream === undefined);
    const [sound] = shared.getAudioTracks();
    if (sound) this.#hold("screenAudio", sound, stream === undefined);
    else this.#release("screenAudio");
    // text stays sharp rather than smooth
    if ("contentHint" in picture && picture.contentHint === "") picture.contentHint = "detail";
    this.#changed();
  }

  /** Shares the screen no longer. */
  unshareScreen(): void {
    this.#release("screen");
    this.#release("screenAudio");
    this.#changed();
  }

  /** Lets go of everything. */
  release(): void {
    for (const slot of [...this.#held.keys()]) this.#release(slot);
    this.#changed();
  }

  async #capture(device: Device, choice: MediaChoice): Promise<MediaStreamTrack> {
    if (isTrack(choice)) return choice;
    const { kind, constraints } = CAPTURE[device];
    const wanted = typeof choice === "object" ? { ...constraints, ...choice } : constraints;
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted });
    return stream.getTracks()[0]!;
  }

  #turnOff(device: Device): void {
    const held = this.#held.get(device);
    if (device === "microphone" && held) held.on = false;
    else this.#release(device);
  }

  #hold(slot: Slot, track: MediaStreamTrack, own: boolean): void {
    if (this.#held.get(slot)?.track !== track) this.#release(slot);
    this.#held.set(slot, { track, own, on: true });
    this.streamOf(slot).addTrack(track);
    // the device was unplugged, or "stop sharing" was pressed in the browser's own bar
    track.addEventListener?.("ended", () => this.#ended(slot, track));
  }

  #ended(slot: Slot, track: MediaStreamTrack): void {
    if (this.#held.get(slot)?.track !== track) return;
    if (slot === "screen") this.#release("screenAudio");
    this.#release(slot);
    this.#changed();
  }

  #release(slot: Slot): void {
    const held = this.#held.get(slot);
    if (!held) return;
    this.#held.delete(slot);
    this.streamOf(slot).removeTrack(held.track);
    if (held.own) held.track.stop();
  }
}

function isTrack(choice: MediaChoice): choice is MediaStreamTrack {
  return typeof choice === "object" && "stop" in choice;
}
