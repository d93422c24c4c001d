import type { SignalTrack } from "../types.js";

/**
 * What a participant may send, each in its own m-line.
 *
 * Peers agree by position, without names in the SDP: of each kind the first m-line carries microphone or camera, the
 * second the shared screen or its sound. The side that makes the first offer creates all four at once, so that
 * turning any of them on or off later is `replaceTrack` alone and needs no negotiation. Whether a slot is in use
 * stands in the participant's `audio`, `video` and `screen`.
 */
export const SLOTS = [
  { slot: "microphone", kind: "audio", index: 0 },
  { slot: "camera", kind: "video", index: 0 },
  { slot: "screen", kind: "video", index: 1 },
  { slot: "screenAudio", kind: "audio", index: 1 },
] as const;

/** One of the things that a participant may send. */
export type Slot = (typeof SLOTS)[number]["slot"];

/** The transceivers that are in use, in the order of their m-lines. */
function active(connection: RTCPeerConnection): RTCRtpTransceiver[] {
  return connection
    .getTransceivers()
    .filter((transceiver) => transceiver.direction !== "stopped")
    .sort((a, b) => mLine(a) - mLine(b));
}

/** Browsers number their mids; one that was not negotiated yet comes last. */
function mLine({ mid }: RTCRtpTransceiver): number {
  return mid === null ? Number.MAX_SAFE_INTEGER : Number(mid) || 0;
}

/** The transceiver of a slot, if the connection has one. */
export function transceiverOf(connection: RTCPeerConnection, slot: Slot): RTCRtpTransceiver | undefined {
  const { kind, index } = SLOTS.find((entry) => entry.slot === slot)!;
  return active(connection).filter((transceiver) => transceiver.receiver.track.kind === kind)[index];
}

/** The slot that this transceiver is for. */
export function slotOf(connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): Slot {
  const { kind } = transceiver.receiver.track;
  const isFirst = active(connection).filter((other) => other.receiver.track.kind === kind)[0] === transceiver;
  return SLOTS.find((entry) => entry.kind === kind && (entry.index === 0) === isFirst)!.slot;
}

/** Whether a slot belongs to the shared screen. */
export function isOfScreen(slot: Slot): boolean {
  return slot === "screen" || slot === "screenAudio";
}

/** What a slot is called in signals. */
export function trackSlotOf(slot: Slot): SignalTrack["slot"] {
  return slot === "screenAudio" ? "screen-audio" : slot;
}

/** The slot that is called so in signals. */
export function slotNamed(name: SignalTrack["slot"]): Slot {
  return name === "screen-audio" ? "screenAudio" : name;
}
