import type { Signal } from "../types.js";
import { favour, lineStateOf, limitVideo, VideoAdaptation, type LineState } from "./adaptation.js";
import { DEFAULT_TIMINGS, type PeerTimings } from "./health.js";
import { PeerLink, type PeerLinkPorts, type PeerRoles } from "./peer-link.js";
import { isOfScreen, SLOTS, slotOf, transceiverOf, type Slot } from "./slots.js";
import type { PeerConnectionState } from "./types.js";

/** What a {@link Peer} needs of its surroundings. */
export interface PeerPorts extends Pick<PeerLinkPorts, "connect" | "send" | "discard" | "failed"> {
  /** What this side sends in a slot now. */
  local(slot: Slot): MediaStreamTrack | null;
  /** The streams that group what this side sends, so that picture and sound stay together. */
  localStream(slot: Slot): MediaStream;
  newStream(): MediaStream;
  /** Called for each sender before it sends anything. */
  sending(sender: RTCRtpSender, slot: Slot): void;
  /** Called for each receiver as soon as there is one, and when its track arrives. */
  receiving(receiver: RTCRtpReceiver, slot: Slot): void;
  /** Tracks arrived or went, or the state changed. */
  changed(): void;
}

/**
 * The media connection to one other participant.
 *
 * The first offer has all the slots in it. The connection may be replaced, by either side; the streams stay.
 */
export class Peer {
  /** Microphone and camera of the other side. */
  readonly media: MediaStream;
  /** Screen of the other side with its sound. */
  readonly screen: MediaStream;

  readonly #ports: PeerPorts;
  readonly #link: PeerLink;
  #adaptation = new VideoAdaptation();

  constructor(roles: PeerRoles, ports: PeerPorts, timings: PeerTimings = DEFAULT_TIMINGS) {
    this.#ports = ports;
    this.media = ports.newStream();
    this.screen = ports.newStream();
    this.#link = new PeerLink(roles, this.#linkPorts(), timings);
    this.#link.start();
  }

  get state(): PeerConnectionState {
    return this.#link.state;
  }

  /** Reads the connection's counters, and sends less of a picture where they say that the line is bad. */
  async stats(): Promise<RTCStatsReport> {
    const report = await this.#link.connection.getStats();
    if (this.state === "connected") await this.#adapt(lineStateOf(report));
    return report;
  }

  /** Takes a signal of the other side, in the order of their arrival. */
  receive(signal: Signal): void {
    this.#link.receive(signal);
  }

  /** Sends what `local` gives now. */
  async sendLocal(): Promise<void> {
    const { connection } = this.#link;
    // before its first description this connection has no slots yet; they get their tracks with it
    if (connection.getTransceivers().length === 0) return;
    for (const { slot } of SLOTS) {
      const track = this.#ports.local(slot);
      const transceiver = transceiverOf(connection, slot);
      if (transceiver) await this.#put(transceiver, slot, track);
      else if (track) this.#addSlot(connection, slot, track);
    }
  }

  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void {
    this.#link.networkChanged();
  }

  /** Uses new ICE servers from the next gathering on. */
  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#link.refreshIceServers(iceServers);
  }

  /** For tests: breaks the connection for good, as if no way through the network were left. */
  simulateIceFailure(): void {
    this.#link.simulateIceFailure();
  }

  /** Ends the connection; the peer can't be used any more. */
  close(): void {
    this.#link.close();
  }

  #linkPorts(): PeerLinkPorts {
    const ports = this.#ports;
    return {
      connect: () => ports.connect(),
      send: (signal) => ports.send(signal),
      discard: () => ports.discard(),
      opened: (connection) => this.#opened(connection),
      fill: (connection) => SLOTS.forEach(({ slot, kind }) => this.#addSlot(connection, slot, ports.local(slot) ?? kind)),
      beforeAnswer: () => this.sendLocal(),
      disposed: (connection) => this.#disposed(connection),
      changed: () => this.#changed(),
      failed: (error) => ports.failed(error),
    };
  }

  #opened(connection: RTCPeerConnection): void {
    connection.ontrack = ({ transceiver }) => this.#take(connection, transceiver);
    this.#adaptation = new VideoAdaptation();
  }

  #disposed(connection: RTCPeerConnection): void {
    connection.ontrack = null;
    for (const stream of [this.media, this.screen]) {
      stream.getTracks().forEach((track) => stream.removeTrack(track));
    }
  }

  #changed(): void {
    if (this.state === "connected") this.#favourSound();
    this.#ports.changed();
  }

  #take(connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): void {
    const slot = slotOf(connection, transceiver);
    this.#announce(transceiver, slot);
    const stream = isOfScreen(slot) ? this.screen : this.media;
    stream.addTrack(transceiver.receiver.track);
    this.#ports.changed();
  }

  #addSlot(connection: RTCPeerConnection, slot: Slot, content: MediaStreamTrack | string): void {
    const streams = [this.#ports.localStream(slot)];
    this.#announce(connection.addTransceiver(content, { direction: "sendrecv", streams }), slot);
  }

  /** As soon as there is a transceiver: what is told later of encryption, Chromium takes for the next connection only. */
  #announce({ sender, receiver }: RTCRtpTransceiver, slot: Slot): void {
    this.#ports.sending(sender, slot);
    this.#ports.receiving(receiver, slot);
  }

  async #put(transceiver: RTCRtpTransceiver, slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    const { sender, direction } = transceiver;
    this.#ports.sending(sender, slot);
    if (direction === "recvonly" || direction === "inactive") {
      transceiver.direction = "sendrecv";
      sender.setStreams(this.#ports.localStream(slot));
    }
    if (sender.track !== track) await sender.replaceTrack(track);
  }

  async #adapt(line: LineState): Promise<void> {
    const before = this.#adaptation.step;
    const step = this.#adaptation.next(line);
    if (step === before) return;
    const camera = transceiverOf(this.#link.connection, "camera");
    // a connection that is being replaced takes no parameters; the next one begins with all of the picture
    if (camera) await limitVideo(camera.sender, step).catch(() => {});
  }

  #favourSound(): void {
    const microphone = transceiverOf(this.#link.connection, "microphone");
    // a browser that can't is as good as before
    if (microphone) favour(microphone.sender).catch(() => {});
  }
}
