import { RenewedIceServers, type IceServers } from "./ice-servers.js";

/** How a {@link MeetingClient} reaches WebRTC; to be given only outside of browsers. */
export interface WebRtc {
  RTCPeerConnection: typeof RTCPeerConnection;
  MediaStream: typeof MediaStream;
}

/** Makes connections with ICE servers whose credentials are good. */
export class Connections {
  readonly #webrtc: WebRtc | undefined;
  readonly #failed: (error: unknown) => void;
  #iceServers: RenewedIceServers | null = null;

  constructor(webrtc: WebRtc | undefined, failed: (error: unknown) => void) {
    this.#webrtc = webrtc;
    this.#failed = failed;
  }

  /** A meeting begins. */
  open(first: IceServers, fetchNew: () => Promise<IceServers>, renewed: (servers: RTCIceServer[]) => void): void {
    this.close();
    this.#iceServers = new RenewedIceServers(first, fetchNew, renewed, this.#failed);
  }

  /** New credentials came of themselves. */
  take(fresh: IceServers): void {
    this.#iceServers?.take(fresh);
  }

  connect(iceTransportPolicy: RTCIceTransportPolicy): RTCPeerConnection {
    const Connection = this.#webrtc?.RTCPeerConnection ?? globalThis.RTCPeerConnection;
    return new Connection({ iceServers: this.#iceServers?.current ?? [], bundlePolicy: "max-bundle", iceTransportPolicy });
  }

  newStream(): MediaStream {
    const Stream = this.#webrtc?.MediaStream ?? globalThis.MediaStream;
    return new Stream();
  }

  close(): void {
    this.#iceServers?.close();
    this.#iceServers = null;
  }
}
