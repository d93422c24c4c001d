import wrtc from "@roamhq/wrtc";

/** Real WebRTC in Node, with frames from and to memory. */
const native = wrtc as unknown as {
  RTCPeerConnection: typeof globalThis.RTCPeerConnection;
  RTCDataChannel: { prototype: Channel };
  MediaStream: typeof globalThis.MediaStream;
  nonstandard: {
    RTCVideoSource: new () => { createTrack(): MediaStreamTrack; onFrame(frame: object): void };
    RTCVideoSink: new (track: MediaStreamTrack) => { onframe: (event: { frame: object }) => void; stop(): void };
  };
};

export const { MediaStream } = native;
export const { RTCVideoSource, RTCVideoSink } = native.nonstandard;

interface Message {
  type: string;
  data: string | ArrayBuffer;
}

interface Channel {
  send(data: string | ArrayBuffer | ArrayBufferView): void;
  dispatchEvent(event: Message): void;
}

/** Bytes before each message: its number. */
const HEAD = 4;
/** What goes in one message together with its head. */
const MOST = 128 * 1024;
const { send: sendNow, dispatchEvent: tell } = native.RTCDataChannel.prototype;
const sent = new WeakMap<Channel, number>();
const arrived = new WeakMap<Channel, Arrived>();

interface Arrived {
  next: number;
  early: Map<number, ArrayBuffer>;
  /** Of a message that is not whole yet. */
  parts: ArrayBuffer[];
}

/** What a message is, in its first byte; of one in several parts, the last one has it. */
const PART = 0;
const TEXT = 1;
const BYTES = 2;

/**
 * Data channels as ordered as browsers' are. This build tells the first message of a channel after others that came later,
 * about once in fifty times.
 */
native.RTCDataChannel.prototype.send = function (this: Channel, data) {
  const bytes = ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data as ArrayBuffer);
  let at = 0;
  do {
    const part = bytes.subarray(at, at + MOST);
    at += MOST;
    const number = sent.get(this) ?? 0;
    sent.set(this, number + 1);
    const message = new Uint8Array(HEAD + 1 + part.length);
    new DataView(message.buffer).setUint32(0, number);
    message[HEAD] = at < bytes.length ? PART : typeof data === "string" ? TEXT : BYTES;
    message.set(part, HEAD + 1);
    sendNow.call(this, message);
  } while (at < bytes.length);
};

native.RTCDataChannel.prototype.dispatchEvent = function (this: Channel, event) {
  if (event.type !== "message") {
    tell.call(this, event);
    return;
  }
  const waiting: Arrived = arrived.get(this) ?? { next: 0, early: new Map(), parts: [] };
  arrived.set(this, waiting);
  const message = event.data as ArrayBuffer;
  waiting.early.set(new DataView(message).getUint32(0), message);
  for (let next = waiting.early.get(waiting.next); next; next = waiting.early.get(waiting.next)) {
    waiting.early.delete(waiting.next++);
    waiting.parts.push(next.slice(HEAD + 1));
    const kind = new Uint8Array(next)[HEAD];
    if (kind === PART) continue;
    const whole = Buffer.concat(waiting.parts.splice(0).map((part) => Buffer.from(part)));
    const bytes = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer;
    tell.call(this, { type: "message", data: kind === TEXT ? whole.toString() : bytes });
  }
};

/** The native connection, with the implicit forms that browsers have and this build lacks (W3C WebRTC, 4.4.1.6). */
export class RTCPeerConnection extends native.RTCPeerConnection {
  override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    if (description) return super.setLocalDescription(description);
    const answering = this.signalingState === "have-remote-offer";
    const made = answering ? await this.createAnswer() : await this.createOffer();
    // what a browser does in one step may be overtaken here: then the step begins anew
    if (answering !== (this.signalingState === "have-remote-offer")) return this.setLocalDescription();
    return super.setLocalDescription(made);
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (description.type !== "offer" || this.signalingState !== "have-local-offer") {
      return super.setRemoteDescription(description);
    }
    // rolling back and taking the offer is one step: nobody is asked to negotiate in between
    const handler = this.onnegotiationneeded;
    this.onnegotiationneeded = null;
    try {
      await super.setLocalDescription({ type: "rollback" });
      await super.setRemoteDescription(description);
    } finally {
      this.onnegotiationneeded = handler;
    }
  }
}

const cameras: ReturnType<typeof setInterval>[] = [];

/** A track whose picture changes 20 times a second. */
export function camera(): MediaStreamTrack {
  const source = new RTCVideoSource();
  const data = new Uint8ClampedArray(64 * 48 * 1.5).fill(90);
  cameras.push(setInterval(() => source.onFrame({ width: 64, height: 48, data }), 50));
  return source.createTrack();
}

/** Stops all that {@link camera} began. */
export function stopCameras(): void {
  cameras.splice(0).forEach(clearInterval);
}
