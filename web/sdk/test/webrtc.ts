import wrtc from "@roamhq/wrtc";

/** Real WebRTC in Node, with frames from and to memory. */
const native = wrtc as unknown as {
  RTCPeerConnection: typeof globalThis.RTCPeerConnection;
  MediaStream: typeof globalThis.MediaStream;
  nonstandard: {
    RTCVideoSource: new () => { createTrack(): MediaStreamTrack; onFrame(frame: object): void };
    RTCVideoSink: new (track: MediaStreamTrack) => { onframe: (event: { frame: object }) => void; stop(): void };
  };
};

export const { MediaStream } = native;
export const { RTCVideoSource, RTCVideoSink } = native.nonstandard;

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
