import type { Participant, Signal } from "../types.js";
import type { PeerTimings } from "./health.js";
import { SignalOutbox } from "./outbox.js";
import { Peer, type PeerPorts } from "./peer.js";
import type { MediaPlane, PlaneMedia, PlanePorts } from "./plane.js";
import { sampleOf, type Sample } from "./quality.js";

/** Signals of somebody whose arrival wasn't told yet: kept until it is. */
const MAX_EARLY_SIGNALS = 256;
/** Connections whose quality is measured at a time. */
const MAX_MEASURED = 16;

interface Entry {
  peer: Peer;
  outbox: SignalOutbox;
}

/** Media directly between each two participants. */
export class Mesh implements MediaPlane {
  readonly kind = "mesh";
  readonly #ports: PlanePorts;
  readonly #timings: PeerTimings;
  readonly #entries = new Map<string, Entry>();
  #early: Signal[] = [];

  constructor(ports: PlanePorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#timings = timings;
  }

  get remotes(): readonly PlaneMedia[] {
    return [...this.#entries].map(([participantId, { peer: { media, screen, state } }]) => ({
      participantId,
      media,
      screen,
      connection: state,
      arrived: state === "connected",
    }));
  }

  add({ participantId, offerer, polite }: Participant): void {
    if (this.#entries.has(participantId)) return;
    const outbox = new SignalOutbox(
      (signal) => this.#ports.sendSignal(participantId, signal),
      (error) => this.#ports.failed(error),
    );
    // the roles are those of the other one towards this side
    const peer = new Peer({ offerer: !offerer, polite: !polite }, this.#portsOf(participantId, outbox), this.#timings);
    this.#entries.set(participantId, { peer, outbox });
    const early = this.#early.filter((signal) => signal.from === participantId);
    this.#early = this.#early.filter((signal) => signal.from !== participantId);
    early.forEach((signal) => peer.receive(signal));
  }

  remove(participantId: string): void {
    const entry = this.#entries.get(participantId);
    if (!entry) return;
    this.#entries.delete(participantId);
    entry.outbox.close();
    entry.peer.close();
  }

  receive(signal: Signal): void {
    const entry = this.#entries.get(signal.from);
    if (entry) {
      entry.peer.receive(signal);
      return;
    }
    this.#early.push(signal);
    if (this.#early.length > MAX_EARLY_SIGNALS) this.#early.shift();
  }

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

  /** Each picture comes in one size only. */
  prefer(): void {}

  async samples(): Promise<ReadonlyMap<string, Sample>> {
    const samples = new Map<string, Sample>();
    for (const [participantId, { peer }] of [...this.#entries].slice(0, MAX_MEASURED)) {
      try {
        samples.set(participantId, sampleOf(await peer.stats()));
      } catch {
        // closed while it was being measured
      }
    }
    return samples;
  }

  simulateIceFailure(): void {
    for (const { peer } of this.#entries.values()) peer.simulateIceFailure();
  }

  close(): void {
    for (const participantId of [...this.#entries.keys()]) this.remove(participantId);
    this.#early = [];
  }

  #portsOf(participantId: string, outbox: SignalOutbox): PeerPorts {
    const ports = this.#ports;
    return {
      connect: () => ports.connect(),
      send: (signal) => outbox.push(signal),
      discard: () => outbox.clear(),
      local: (slot) => ports.local(slot),
      localStream: (slot) => ports.localStream(slot),
      newStream: () => ports.newStream(),
      sending: (sender, slot) => ports.sending(sender, slot),
      receiving: (receiver, slot) => ports.receiving(receiver, participantId, slot),
      changed: () => ports.changed(),
      failed: (error) => ports.failed(error),
    };
  }
}
