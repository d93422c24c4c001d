import type { Signal } from "../types.js";
import { favour, lineStateOf, limitVideo, VideoAdaptation, type LineState } from "./adaptation.js";
import { DEFAULT_TIMINGS, PeerHealth, type PeerTimings } from "./health.js";
import { Negotiation } from "./negotiation.js";
import type { OutgoingSignal } from "./outbox.js";
import { isOfScreen, SLOTS, slotOf, transceiverOf, type Slot } from "./slots.js";
import type { PeerConnectionState } from "./types.js";

/** The roles towards one peer, given by the server. */
export interface PeerRoles {
  /** Whether this side makes the first offer. */
  offerer: boolean;
  /** Whether this side gives way when both offer at once. */
  polite: boolean;
}

/** What a {@link Peer} needs of its surroundings. */
export interface PeerPorts {
  /** A new connection with the ICE servers as of now. */
  connect(): RTCPeerConnection;
  /** Sends to the peer, in order, at least once. */
  send(signal: OutgoingSignal): void;
  /** Forgets what waits to be sent: it belonged to a connection that is no more. */
  discard(): void;
  /** What this side sends in a slot now. */
  local(slot: Slot): MediaStreamTrack | null;
  /** The streams that group what this side sends, so that picture and sound stay together. */
  localStream(slot: Slot): MediaStream;
  newStream(): MediaStream;
  /** Called for each sender before it sends anything. */
  sending(sender: RTCRtpSender, slot: Slot): void;
  /** Called for each receiver when its track arrives. */
  receiving(receiver: RTCRtpReceiver, slot: Slot): void;
  /** Tracks arrived or went, or the state changed. */
  changed(): void;
  failed(error: unknown): void;
}

/**
 * The media connection to one other participant.
 *
 * One side makes the first offer, since two first offers at once leave some browsers without candidates for ever; it
 * has all the slots in it. The connection may be replaced, by either side; the streams stay.
 */
export class Peer {
  /** Microphone and camera of the other side. */
  readonly media: MediaStream;
  /** Screen of the other side with its sound. */
  readonly screen: MediaStream;

  readonly #roles: PeerRoles;
  readonly #ports: PeerPorts;
  readonly #health: PeerHealth;
  #adaptation = new VideoAdaptation();
  #connection: RTCPeerConnection;
  #negotiation: Negotiation;
  #inbox: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(roles: PeerRoles, ports: PeerPorts, timings: PeerTimings = DEFAULT_TIMINGS) {
    this.#roles = roles;
    this.#ports = ports;
    this.media = ports.newStream();
    this.screen = ports.newStream();
    this.#health = new PeerHealth(roles.offerer, timings, {
      restartIce: () => this.#connection.restartIce(),
      rebuild: () => this.#rebuild(),
      offerAgain: () => this.#offerAgain(),
      changed: () => ports.changed(),
    });
    [this.#connection, this.#negotiation] = this.#open();
    if (roles.offerer) this.#addSlots();
  }

  get state(): PeerConnectionState {
    return this.#health.state;
  }

  /** Reads the connection's counters, and sends less of a picture where they say that the line is bad. */
  async stats(): Promise<RTCStatsReport> {
    const report = await this.#connection.getStats();
    if (this.#health.state === "connected") await this.#adapt(lineStateOf(report));
    return report;
  }

  /** Takes a signal of the other side, in the order of their arrival. */
  receive(signal: Signal): void {
    this.#inbox = this.#inbox.then(() => this.#handle(signal)).catch((error: unknown) => this.#failed(error));
  }

  /** Sends what `local` gives now. */
  async sendLocal(): Promise<void> {
    const connection = this.#connection;
    // before its first description this connection has no slots yet; they get their tracks with it
    if (connection.getTransceivers().length === 0) return;
    for (const { slot } of SLOTS) {
      const track = this.#ports.local(slot);
      const transceiver = transceiverOf(connection, slot);
      if (transceiver) await this.#put(transceiver, slot, track);
      else if (track) this.#addSlot(slot, track);
    }
  }

  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void {
    this.#health.networkChanged();
  }

  /** Uses new ICE servers from the next gathering on. */
  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** For tests: breaks the connection for good, as if no way through the network were left. */
  simulateIceFailure(): void {
    this.#connection.close();
    this.#health.broken();
  }

  /** Ends the connection; the peer can't be used any more. */
  close(): void {
    this.#closed = true;
    this.#health.close();
    this.#dispose();
  }

  async #handle(signal: Signal): Promise<void> {
    if (this.#closed) return;
    const verdict = this.#negotiation.judge(signal);
    if (verdict === "drop") return;
    if (verdict === "reopen") {
      if (signal.description?.type === "answer") {
        this.#rebuild();
        return;
      }
      this.#reopen();
    }
    const negotiation = this.#negotiation;
    try {
      await negotiation.receive(signal);
    } catch (error) {
      // of a connection that was replaced meanwhile nothing is expected any more
      if (negotiation === this.#negotiation) throw error;
    }
  }

  #offerAgain(): boolean {
    this.#negotiation.offerAgain();
    return this.#negotiation.awaitsAnswer;
  }

  #rebuild(): void {
    this.#reopen();
    this.#addSlots();
  }

  #reopen(): void {
    this.#dispose();
    this.#ports.discard();
    [this.#connection, this.#negotiation] = this.#open();
  }

  #open(): [RTCPeerConnection, Negotiation] {
    const connection = this.#ports.connect();
    const negotiation = new Negotiation(connection, this.#roles.polite, {
      send: (signal) => {
        if (signal.candidate) this.#health.candidate();
        this.#ports.send(signal);
      },
      beforeAnswer: () => this.sendLocal(),
      gathering: () => this.#health.gathering(),
      failed: (error) => this.#failed(error),
    });
    connection.onnegotiationneeded = () => void negotiation.offer();
    connection.ontrack = ({ transceiver }) => this.#take(connection, transceiver);
    connection.onconnectionstatechange = () => {
      this.#health.follow(connection.connectionState);
      if (connection.connectionState === "connected") this.#favourSound();
    };
    this.#health.opened();
    this.#adaptation = new VideoAdaptation();
    return [connection, negotiation];
  }

  #dispose(): void {
    const connection = this.#connection;
    this.#negotiation.close();
    connection.onnegotiationneeded = connection.ontrack = connection.onconnectionstatechange = null;
    for (const stream of [this.media, this.screen]) {
      stream.getTracks().forEach((track) => stream.removeTrack(track));
    }
    connection.close();
  }

  #take(connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): void {
    const slot = slotOf(connection, transceiver);
    this.#ports.receiving(transceiver.receiver, slot);
    const stream = isOfScreen(slot) ? this.screen : this.media;
    stream.addTrack(transceiver.receiver.track);
    this.#ports.changed();
  }

  #addSlots(): void {
    for (const { slot, kind } of SLOTS) this.#addSlot(slot, this.#ports.local(slot) ?? kind);
  }

  #addSlot(slot: Slot, content: MediaStreamTrack | string): void {
    const { sender } = this.#connection.addTransceiver(content, this.#sending(slot));
    this.#ports.sending(sender, slot);
  }

  #sending(slot: Slot): RTCRtpTransceiverInit {
    return { direction: "sendrecv", streams: [this.#ports.localStream(slot)] };
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
    const camera = transceiverOf(this.#connection, "camera");
    // a connection that is being replaced takes no parameters; the next one begins with all of the picture
    if (camera) await limitVideo(camera.sender, step).catch(() => {});
  }

  #favourSound(): void {
    const microphone = transceiverOf(this.#connection, "microphone");
    // a browser that can't is as good as before
    if (microphone) favour(microphone.sender).catch(() => {});
  }

  #failed(error: unknown): void {
    if (!this.#closed) this.#ports.failed(error);
  }
}
