import { randomId } from "../id.js";
import type { Signal, SignalDescription } from "../types.js";
import type { OutgoingSignal } from "./outbox.js";

/** What a {@link Negotiation} needs of its surroundings. */
export interface NegotiationPorts {
  send(signal: OutgoingSignal): void;
  /** Puts tracks into the connection before a remote offer is answered. */
  beforeAnswer(): Promise<void>;
  /** A local description was set: the browser gathers candidates for it now. */
  gathering(): void;
  failed(error: unknown): void;
}

/** What is to be done with a remote description. */
export type Verdict =
  | "apply"
  /** It is late, or this side insists on its own offer. */
  | "drop"
  /** It can't be applied to this connection: the other side began another one. */
  | "reopen";

interface Received {
  negotiationId: string | null;
  candidate: RTCIceCandidateInit | null;
}

const MAX_BUFFERED_CANDIDATES = 256;
const MAX_REMEMBERED_IDS = 64;

/**
 * Perfect negotiation (W3C WebRTC, 10.7) on one connection.
 *
 * Every offer has an id; its answer and all candidates of both sides repeat it. So an answer to an older offer is told
 * from one to the latest, and a candidate waits for its description. A description with another certificate than
 * before comes from another connection than before.
 */
export class Negotiation {
  readonly #connection: RTCPeerConnection;
  readonly #polite: boolean;
  readonly #ports: NegotiationPorts;
  readonly #seen = new Set<string>();
  readonly #ignored = new Set<string>();
  #offering = false;
  #settingRemoteAnswer = false;
  #offerId: string | null = null;
  #localId = "";
  #answered: { id: string; description: RTCSessionDescriptionInit } | null = null;
  #remoteFingerprint: string | null = null;
  #candidates: Received[] = [];
  #closed = false;

  constructor(connection: RTCPeerConnection, polite: boolean, ports: NegotiationPorts) {
    this.#connection = connection;
    this.#polite = polite;
    this.#ports = ports;
    connection.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
  }

  /** Whether an offer of this side waits for its answer. */
  get awaitsAnswer(): boolean {
    return this.#connection.signalingState === "have-local-offer";
  }

  /** Offers what the connection is to be from now on. */
  async offer(): Promise<void> {
    // asked for while an offer of the other side is being answered: asked for again when that is done
    if (this.#connection.signalingState !== "stable") return;
    const id = randomId();
    try {
      this.#offering = true;
      this.#offerId = this.#localId = id;
      await this.#connection.setLocalDescription();
      if (this.#closed || this.#connection.localDescription?.type !== "offer") return;
      this.#sendDescription(id);
      this.#ports.gathering();
    } catch (error) {
      if (!this.#closed) this.#ports.failed(error);
    } finally {
      this.#offering = false;
    }
  }

  /** Sends the offer that waits for its answer once more: either was lost. */
  offerAgain(): void {
    if (this.#offerId !== null && this.awaitsAnswer) this.#sendDescription(this.#offerId);
  }

  /** Says what is to be done with a signal; what is to be applied goes to {@link receive}. */
  judge({ description, negotiationId }: Signal): Verdict {
    if (description?.type === "offer") return this.#judgeOffer(description, negotiationId);
    if (description?.type === "answer") return this.#judgeAnswer(description, negotiationId);
    return description ? "drop" : "apply";
  }

  /** Applies a signal. */
  async receive(signal: Signal): Promise<void> {
    const { description, negotiationId } = signal;
    if (!description) await this.#takeCandidate({ negotiationId, candidate: signal.candidate ?? null });
    else if (description.type === "offer") await this.#takeOffer(description, negotiationId);
    else await this.#takeAnswer(description, negotiationId);
  }

  close(): void {
    this.#closed = true;
    this.#connection.onicecandidate = null;
  }

  #judgeOffer(offer: SignalDescription, id: string | null): Verdict {
    const collides = this.#offering || (this.#connection.signalingState !== "stable" && !this.#settingRemoteAnswer);
    if (collides && !this.#polite) {
      if (id !== null) remember(this.#ignored, id);
      return "drop";
    }
    // giving way with a first offer of one's own leaves some browsers without candidates; a new connection doesn't
    const firstOffers = collides && this.#connection.remoteDescription === null;
    return firstOffers || this.#isOfAnotherConnection(offer) ? "reopen" : "apply";
  }

  #judgeAnswer(answer: SignalDescription, id: string | null): Verdict {
    const late = id !== null && id !== this.#offerId;
    if (late || !this.awaitsAnswer) return "drop";
    return this.#isOfAnotherConnection(answer) ? "reopen" : "apply";
  }

  async #takeOffer(offer: SignalDescription, offeredId: string | null): Promise<void> {
    const id = offeredId ?? randomId();
    if (this.#answered?.id === id) {
      this.#ports.send({ negotiationId: id, description: this.#answered.description });
      return;
    }
    await this.#connection.setRemoteDescription(offer as RTCSessionDescriptionInit);
    this.#noteRemote(offer, id);
    await this.#ports.beforeAnswer();
    if (this.#closed) return;
    this.#localId = id;
    await this.#connection.setLocalDescription();
    const local = this.#connection.localDescription;
    if (this.#closed || local?.type !== "answer") return;
    this.#answered = { id, description: { type: local.type, sdp: local.sdp } };
    this.#sendDescription(id);
    this.#ports.gathering();
    await this.#takeBuffered();
  }

  async #takeAnswer(answer: SignalDescription, id: string | null): Promise<void> {
    try {
      this.#settingRemoteAnswer = true;
      await this.#connection.setRemoteDescription(answer as RTCSessionDescriptionInit);
    } finally {
      this.#settingRemoteAnswer = false;
    }
    this.#noteRemote(answer, id);
    await this.#takeBuffered();
  }

  async #takeCandidate(received: Received): Promise<void> {
    const { negotiationId: id } = received;
    if (id !== null && this.#ignored.has(id)) return;
    if (this.#connection.remoteDescription !== null && (id === null || this.#seen.has(id))) {
      await this.#addCandidate(received.candidate);
      return;
    }
    this.#candidates.push(received);
    if (this.#candidates.length > MAX_BUFFERED_CANDIDATES) this.#candidates.shift();
  }

  async #takeBuffered(): Promise<void> {
    for (const received of this.#candidates.splice(0)) await this.#takeCandidate(received);
  }

  async #addCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    try {
      await this.#connection.addIceCandidate(candidate ?? undefined);
    } catch {
      // it belongs to a generation that was replaced meanwhile, or the browser knows no end of candidates
    }
  }

  #sendDescription(id: string): void {
    const local = this.#connection.localDescription;
    if (local) this.#ports.send({ negotiationId: id, description: { type: local.type, sdp: local.sdp } });
  }

  #sendCandidate(candidate: RTCIceCandidate | null): void {
    // some browsers tell the end with an empty candidate before they tell it with null
    if (candidate?.candidate === "") return;
    this.#ports.send({ negotiationId: this.#localId, candidate: candidate ? candidate.toJSON() : null });
  }

  #isOfAnotherConnection(description: SignalDescription): boolean {
    const fingerprint = fingerprintOf(description);
    return this.#remoteFingerprint !== null && fingerprint !== null && fingerprint !== this.#remoteFingerprint;
  }

  #noteRemote(description: SignalDescription, id: string | null): void {
    this.#remoteFingerprint = fingerprintOf(description) ?? this.#remoteFingerprint;
    if (id !== null) remember(this.#seen, id);
  }
}

function fingerprintOf(description: SignalDescription): string | null {
  return /^a=fingerprint:\s*(.+?)\s*$/m.exec(description.sdp ?? "")?.[1]?.toLowerCase() ?? null;
}

/** Adds to a set that forgets its oldest. */
function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MAX_REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
}
