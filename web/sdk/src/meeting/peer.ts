import { randomId } from "../id.js";
import type { Signal, SignalDescription } from "../types.js";
import type { OutgoingSignal } from "./outbox.js";
import { isScreen, SLOTS, transceiverOf, type Slot } from "./slots.js";
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
  /** Tracks arrived or went, or the state changed. */
  changed(): void;
  failed(error: unknown): void;
}

/** How long to wait before something counts as stuck. */
export interface PeerTimings {
  /** Nothing gathered for so long: a new connection (restarting ICE doesn't help there). */
  gatherMs: number;
  /** Not connected for so long: a new connection. */
  connectMs: number;
  /** `disconnected` for so long: restart ICE. */
  disconnectedMs: number;
  /** Least time between two restarts of ICE. */
  restartCooldownMs: number;
  /** No answer to an offer for so long: send it again. */
  answerMs: number;
}

/** The timings of {@link PeerTimings} that suit networks between people. */
export const DEFAULT_TIMINGS: PeerTimings = {
  gatherMs: 5_000,
  connectMs: 20_000,
  disconnectedMs: 3_000,
  restartCooldownMs: 5_000,
  answerMs: 12_000,
};

const MAX_BUFFERED_CANDIDATES = 256;
/** Restarts of ICE in a row before a new connection is made. */
const MAX_RESTARTS = 3;
/** New connections in a row before the peer counts as failed, until the network changes. */
const MAX_REBUILDS = 6;
/** The side that doesn't make the first offer waits longer everywhere, so that both don't act at once. */
const SECOND_SIDE = 1.8;

interface Received {
  negotiationId: string | null;
  candidate: RTCIceCandidateInit | null;
}

/**
 * The media connection to one other participant: perfect negotiation (W3C WebRTC, 10.7) and what keeps it alive.
 *
 * One side makes the first offer, since two first offers at once leave some browsers without candidates for ever.
 * Descriptions and candidates carry the id of the offer that they belong to: answers to an older offer are dropped,
 * candidates wait for their description. A description with another certificate than before tells that the other
 * side began a new connection, and then so does this one.
 */
export class Peer {
  readonly #roles: PeerRoles;
  readonly #ports: PeerPorts;
  readonly #timings: PeerTimings;
  readonly #media: MediaStream;
  readonly #screen: MediaStream;

  #connection: RTCPeerConnection;
  #state: PeerConnectionState = "connecting";
  #closed = false;
  #wasConnected = false;
  #restarts = 0;
  #rebuilds = 0;
  #lastRestart = 0;

  /** The connection whose offer is being made. */
  #offering: RTCPeerConnection | null = null;
  #settingRemoteAnswer = false;
  #offerId: string | null = null;
  #localId = "";
  #answered: { id: string; description: RTCSessionDescriptionInit } | null = null;
  #remoteFingerprint: string | null = null;
  #seen = new Set<string>();
  #ignored = new Set<string>();
  #candidates: Received[] = [];
  #gathered = 0;
  #inbox: Promise<void> = Promise.resolve();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(roles: PeerRoles, ports: PeerPorts, newStream: () => MediaStream, timings = DEFAULT_TIMINGS) {
    this.#roles = roles;
    this.#ports = ports;
    this.#timings = timings;
    this.#media = newStream();
    this.#screen = newStream();
    this.#connection = this.#open();
    this.#watch("connect", timings.connectMs, () => this.#rebuild());
    if (roles.offerer) this.#addSlots();
  }

  /** Microphone and camera of the other side; the same object as long as the peer is. */
  get media(): MediaStream {
    return this.#media;
  }

  /** Screen of the other side with its sound; the same object as long as the peer is. */
  get screen(): MediaStream {
    return this.#screen;
  }

  get state(): PeerConnectionState {
    return this.#state;
  }

  /** The connection of the moment, for its statistics. */
  get connection(): RTCPeerConnection {
    return this.#connection;
  }

  /** Takes a signal of the other side, in the order of their arrival. */
  receive(signal: Signal): void {
    this.#inbox = this.#inbox.then(() => this.#handle(signal)).catch((error: unknown) => this.#ports.failed(error));
  }

  /** Sends what `local` gives now. */
  async sendLocal(): Promise<void> {
    const connection = this.#connection;
    // before its first description this connection has no slots yet; they get their tracks with it
    if (!this.#roles.offerer && connection.getTransceivers().length === 0) return;
    for (const { slot } of SLOTS) {
      const track = this.#ports.local(slot);
      const transceiver = transceiverOf(connection, slot);
      if (transceiver) await this.#put(transceiver, track);
      else if (track) connection.addTransceiver(track, this.#sending(slot));
    }
  }

  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void {
    this.#rebuilds = 0;
    if (this.#state === "failed") this.#rebuild();
    else this.#restartIce();
  }

  /** Uses new ICE servers from the next gathering on. */
  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** Ends the connection; the peer can't be used any more. */
  close(): void {
    this.#closed = true;
    this.#dispose();
    for (const stream of [this.#media, this.#screen]) {
      stream.getTracks().forEach((track) => stream.removeTrack(track));
    }
  }

  // --- negotiation

  async #offer(): Promise<void> {
    const connection = this.#connection;
    // asked for while an offer of the other side is being answered: asked for again when that is done
    if (connection.signalingState !== "stable") return;
    const id = randomId();
    try {
      this.#offering = connection;
      this.#offerId = this.#localId = id;
      await connection.setLocalDescription();
      if (!this.#isCurrent(connection) || connection.localDescription?.type !== "offer") return;
      this.#sendDescription(connection, id);
      this.#watch("answer", this.#timings.answerMs, () => this.#offerAgain(connection, id));
      this.#watchGathering();
    } catch (error) {
      if (this.#isCurrent(connection)) this.#ports.failed(error);
    } finally {
      if (this.#offering === connection) this.#offering = null;
    }
  }

  #offerAgain(connection: RTCPeerConnection, id: string): void {
    if (!this.#isCurrent(connection) || connection.signalingState !== "have-local-offer") return;
    this.#sendDescription(connection, id);
    this.#watch("answer", this.#timings.answerMs, () => this.#offerAgain(connection, id));
  }

  #sendDescription(connection: RTCPeerConnection, id: string): void {
    const local = connection.localDescription;
    if (local) this.#ports.send({ negotiationId: id, description: { type: local.type, sdp: local.sdp } });
  }

  async #handle(signal: Signal): Promise<void> {
    if (this.#closed) return;
    if (!signal.description) {
      await this.#handleCandidate({ negotiationId: signal.negotiationId, candidate: signal.candidate ?? null });
    } else if (signal.description.type === "offer") {
      await this.#handleOffer(signal.description, signal.negotiationId);
    } else if (signal.description.type === "answer") {
      await this.#handleAnswer(signal.description, signal.negotiationId);
    }
  }

  async #handleOffer(offer: SignalDescription, id: string | null): Promise<void> {
    if (id !== null && this.#answered?.id === id) {
      this.#ports.send({ negotiationId: id, description: this.#answered.description });
      return;
    }
    const collides =
      this.#offering !== null || (this.#connection.signalingState !== "stable" && !this.#settingRemoteAnswer);
    if (collides && !this.#roles.polite) {
      if (id !== null) remember(this.#ignored, id);
      return;
    }
    // giving way with a first offer of one's own leaves some browsers without candidates: a new connection doesn't
    const firstOffers = collides && this.#connection.remoteDescription === null;
    if (firstOffers || this.#isOfAnotherConnection(offer)) this.#reopen();
    const connection = this.#connection;
    await connection.setRemoteDescription(offer as RTCSessionDescriptionInit);
    this.#noteRemote(offer, id);
    await this.#answer(connection, id ?? randomId());
    await this.#addBuffered();
  }

  async #answer(connection: RTCPeerConnection, id: string): Promise<void> {
    await this.sendLocal();
    if (!this.#isCurrent(connection)) return;
    this.#localId = id;
    await connection.setLocalDescription();
    if (!this.#isCurrent(connection)) return;
    this.#cancel("answer");
    const { localDescription } = connection;
    if (localDescription?.type !== "answer") return;
    this.#answered = { id, description: { type: localDescription.type, sdp: localDescription.sdp } };
    this.#sendDescription(connection, id);
    this.#watchGathering();
  }

  async #handleAnswer(answer: SignalDescription, id: string | null): Promise<void> {
    const late = id !== null && id !== this.#offerId;
    if (late || this.#connection.signalingState !== "have-local-offer") return;
    if (this.#isOfAnotherConnection(answer)) {
      this.#rebuild();
      return;
    }
    this.#cancel("answer");
    try {
      this.#settingRemoteAnswer = true;
      await this.#connection.setRemoteDescription(answer as RTCSessionDescriptionInit);
    } finally {
      this.#settingRemoteAnswer = false;
    }
    this.#noteRemote(answer, id);
    await this.#addBuffered();
  }

  #isOfAnotherConnection(description: SignalDescription): boolean {
    const fingerprint = fingerprintOf(description);
    return this.#remoteFingerprint !== null && fingerprint !== null && fingerprint !== this.#remoteFingerprint;
  }

  #noteRemote(description: SignalDescription, id: string | null): void {
    this.#remoteFingerprint = fingerprintOf(description) ?? this.#remoteFingerprint;
    if (id !== null) remember(this.#seen, id);
  }

  async #handleCandidate(received: Received): Promise<void> {
    const { negotiationId } = received;
    if (negotiationId !== null && this.#ignored.has(negotiationId)) return;
    const described =
      this.#connection.remoteDescription !== null && (negotiationId === null || this.#seen.has(negotiationId));
    if (described) {
      await this.#addCandidate(received);
      return;
    }
    this.#candidates.push(received);
    if (this.#candidates.length > MAX_BUFFERED_CANDIDATES) this.#candidates.shift();
  }

  async #addBuffered(): Promise<void> {
    const buffered = this.#candidates;
    this.#candidates = [];
    for (const received of buffered) await this.#handleCandidate(received);
  }

  async #addCandidate({ candidate }: Received): Promise<void> {
    try {
      await this.#connection.addIceCandidate(candidate ?? undefined);
    } catch {
      // it belongs to a generation that was replaced meanwhile, or the browser knows no end of candidates
    }
  }

  // --- the connection

  #open(): RTCPeerConnection {
    const connection = this.#ports.connect();
    connection.onnegotiationneeded = () => {
      // without a description of the offerer this side waits for it
      if (this.#roles.offerer || connection.remoteDescription || connection.getTransceivers().length > 0) {
        void this.#offer();
      }
    };
    connection.onicecandidate = ({ candidate }) => this.#sendCandidate(connection, candidate);
    connection.ontrack = ({ transceiver }) => this.#take(connection, transceiver);
    connection.onconnectionstatechange = () => {
      if (this.#isCurrent(connection)) this.#follow(connection.connectionState);
    };
    return connection;
  }

  #sendCandidate(connection: RTCPeerConnection, candidate: RTCIceCandidate | null): void {
    if (!this.#isCurrent(connection)) return;
    if (candidate) this.#gathered++;
    // some browsers tell the end with an empty candidate before they tell it with null
    if (candidate?.candidate === "") return;
    this.#ports.send({ negotiationId: this.#localId, candidate: candidate ? candidate.toJSON() : null });
  }

  #take(connection: RTCPeerConnection, transceiver: RTCRtpTransceiver): void {
    if (!this.#isCurrent(connection)) return;
    const stream = isScreen(connection, transceiver) ? this.#screen : this.#media;
    stream.addTrack(transceiver.receiver.track);
    this.#ports.changed();
  }

  #addSlots(): void {
    for (const { slot, kind } of SLOTS) {
      this.#connection.addTransceiver(this.#ports.local(slot) ?? kind, this.#sending(slot));
    }
  }

  #sending(slot: Slot): RTCRtpTransceiverInit {
    return { direction: "sendrecv", streams: [this.#ports.localStream(slot)] };
  }

  async #put(transceiver: RTCRtpTransceiver, track: MediaStreamTrack | null): Promise<void> {
    if (transceiver.direction === "recvonly") transceiver.direction = "sendrecv";
    if (transceiver.direction === "inactive" && track) transceiver.direction = "sendonly";
    if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
  }

  #isCurrent(connection: RTCPeerConnection): boolean {
    return !this.#closed && connection === this.#connection;
  }

  // --- keeping it alive

  #follow(state: RTCPeerConnectionState): void {
    if (state === "connected") this.#connected();
    if (state === "disconnected") {
      this.#setState("reconnecting");
      this.#watch("disconnected", this.#timings.disconnectedMs, () => this.#restartIce());
    }
    if (state === "failed") {
      this.#setState(this.#wasConnected ? "reconnecting" : "connecting");
      this.#watch("disconnected", this.#roles.offerer ? 0 : this.#timings.disconnectedMs, () => this.#recover());
    }
  }

  #connected(): void {
    this.#wasConnected = true;
    this.#restarts = 0;
    this.#rebuilds = 0;
    for (const name of ["connect", "gather", "disconnected", "cooldown"]) this.#cancel(name);
    this.#setState("connected");
  }

  #recover(): void {
    if (this.#connection.connectionState === "connected") return;
    if (this.#restarts < MAX_RESTARTS) this.#restartIce();
    else this.#rebuild();
  }

  #restartIce(): void {
    if (this.#closed || !this.#connection.remoteDescription) return;
    const wait = this.#lastRestart + this.#timings.restartCooldownMs - Date.now();
    if (wait > 0) {
      this.#watch("cooldown", wait, () => this.#recover());
      return;
    }
    this.#lastRestart = Date.now();
    this.#restarts++;
    this.#connection.restartIce();
    // a restart that leads to nothing is followed by the next, and in the end by a new connection
    this.#watch("disconnected", this.#timings.connectMs / 2, () => this.#recover());
  }

  #watchGathering(): void {
    if (this.#gathered > 0) return;
    this.#watch("gather", this.#timings.gatherMs * (this.#rebuilds + 1), () => {
      if (this.#gathered === 0 && this.#connection.connectionState !== "connected") this.#rebuild();
    });
  }

  /** Begins anew with a connection of its own, and offers it. */
  #rebuild(): void {
    if (this.#closed) return;
    if (this.#rebuilds >= MAX_REBUILDS) {
      this.#setState("failed");
      return;
    }
    this.#rebuilds++;
    this.#reopen();
    this.#addSlots();
  }

  #reopen(): void {
    this.#dispose();
    this.#ports.discard();
    this.#offerId = null;
    this.#answered = null;
    this.#remoteFingerprint = null;
    this.#seen = new Set();
    this.#restarts = 0;
    this.#gathered = 0;
    this.#offering = null;
    this.#settingRemoteAnswer = false;
    this.#connection = this.#open();
    this.#watch("connect", this.#timings.connectMs, () => this.#rebuild());
    this.#setState(this.#wasConnected ? "reconnecting" : "connecting");
  }

  #dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const old = this.#connection;
    old.onnegotiationneeded = old.onicecandidate = old.ontrack = old.onconnectionstatechange = null;
    for (const { receiver } of old.getTransceivers()) {
      this.#media.removeTrack(receiver.track);
      this.#screen.removeTrack(receiver.track);
    }
    old.close();
  }

  #setState(state: PeerConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#ports.changed();
  }

  #watch(name: string, ms: number, action: () => void): void {
    this.#cancel(name);
    const wait = this.#roles.offerer ? ms : ms * SECOND_SIDE;
    this.#timers.set(name, setTimeout(() => !this.#closed && action(), wait));
  }

  #cancel(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

function fingerprintOf(description: SignalDescription): string | null {
  return /^a=fingerprint:\s*(.+?)\s*$/m.exec(description.sdp ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Adds to a set that forgets its oldest. */
function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  if (ids.size > 64) for (const oldest of ids) return void ids.delete(oldest);
}
