import type { Participant, Signal } from "../types.js";
import { Peer, type PeerPorts } from "./peer.js";
import type { PeerTimings } from "./health.js";
import { SignalOutbox, type OutgoingSignal } from "./outbox.js";
import { qualityBetween, sampleOf, type Sample } from "./quality.js";
import type { Quality } from "./types.js";

/** Signals of somebody whose arrival wasn't told yet: kept until it is. */
const MAX_EARLY_SIGNALS = 256;
/** Connections whose quality is measured at a time. */
const MAX_MEASURED = 16;

/** What {@link Peers} need of the meeting. */
export interface PeersPorts extends Omit<PeerPorts, "send" | "discard"> {
  sendSignal(to: string, signal: OutgoingSignal): Promise<unknown>;
}

interface Entry {
  peer: Peer;
  outbox: SignalOutbox;
  sample?: Sample;
}

/** The media connections to all the other participants of a meeting. */
export class Peers {
  readonly #ports: PeersPorts;
  readonly #timings: PeerTimings;
  readonly #entries = new Map<string, Entry>();
  #early: Signal[] = [];

  constructor(ports: PeersPorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#timings = timings;
  }

  /** The peers by their participants, in the order in which they were connected. */
  get all(): readonly (readonly [participantId: string, peer: Peer])[] {
    return [...this.#entries].map(([participantId, { peer }]) => [participantId, peer] as const);
  }

  /** Connects to a participant, unless that is done. */
  connect({ participantId, offerer, polite }: Participant): void {
    if (this.#entries.has(participantId)) return;
    const outbox = new SignalOutbox(
      (signal) => this.#ports.sendSignal(participantId, signal),
      (error) => this.#ports.failed(error),
    );
    const ports: PeerPorts = {
      ...this.#ports,
      send: (signal) => outbox.push(signal),
      discard: () => outbox.clear(),
    };
    // the roles are those of the other one towards this side
    const peer = new Peer({ offerer: !offerer, polite: !polite }, ports, this.#timings);
    this.#entries.set(participantId, { peer, outbox });
    const early = this.#early.filter((signal) => signal.from === participantId);
    this.#early = this.#early.filter((signal) => signal.from !== participantId);
    early.forEach((signal) => peer.receive(signal));
  }

  /** Ends the connection to a participant. */
  disconnect(participantId: string): void {
    const entry = this.#entries.get(participantId);
    if (!entry) return;
    this.#entries.delete(participantId);
    entry.outbox.close();
    entry.peer.close();
  }

  /** Ends all. */
  clear(): void {
    for (const participantId of [...this.#entries.keys()]) this.disconnect(participantId);
    this.#early = [];
  }

  /** Hands a signal to the peer that it is from. */
  receive(signal: Signal): void {
    const entry = this.#entries.get(signal.from);
    if (entry) {
      entry.peer.receive(signal);
      return;
    }
    this.#early.push(signal);
    if (this.#early.length > MAX_EARLY_SIGNALS) this.#early.shift();
  }

  /** Sends to everybody what is to be sent now. */
  sendLocal(): void {
    for (const { peer } of this.#entries.values()) {
      peer.sendLocal().catch((error: unknown) => this.#ports.failed(error));
    }
  }

  networkChanged(): void {
    for (const { peer } of this.#entries.values()) peer.networkChanged();
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    for (const { peer } of this.#entries.values()) peer.refreshIceServers(iceServers);
  }

  /** How well media arrived since the last time. */
  async measure(): Promise<Quality[]> {
    const measured: Quality[] = [];
    for (const [participantId, entry] of [...this.#entries].slice(0, MAX_MEASURED)) {
      try {
        const now = sampleOf(await entry.peer.connection.getStats());
        measured.push(qualityBetween(participantId, entry.sample, now));
        entry.sample = now;
      } catch {
        // closed while it was being measured
      }
    }
    return measured;
  }
}
