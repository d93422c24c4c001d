import type { Participant, Signal, SignalTrack } from "../types.js";
import type { PeerTimings } from "./health.js";
import { SignalOutbox, type OutgoingSignal } from "./outbox.js";
import { PeerLink } from "./peer-link.js";
import type { PlaneMedia, PlanePorts } from "./plane.js";
import { sampleOf, type Sample } from "./quality.js";
import { SfuRemote } from "./sfu-remote.js";
import { slotNamed } from "./slots.js";

/** Asks the server for another connection. */
const BEGIN_ANEW: OutgoingSignal = { description: { type: "rollback", sdp: "" } };

/**
 * The connection that brings what the others send, by the media server's offers.
 *
 * This side never offers: where a connection would be mended by an offer, the server is asked for another one.
 */
export class SfuSubscriber {
  readonly #ports: PlanePorts;
  readonly #timings: PeerTimings;
  readonly #outbox: SignalOutbox;
  readonly #remotes = new Map<string, SfuRemote>();
  /** What each m-line of the server's latest offer carries. */
  #tracks = new Map<string, SignalTrack>();
  #link: PeerLink | null = null;
  /** Tells the server's connection of the moment from those before. */
  #ufrag: string | null = null;

  constructor(ports: PlanePorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#timings = timings;
    this.#outbox = new SignalOutbox(
      (signal) => ports.sendSignal("subscriber", signal),
      (error) => ports.failed(error),
    );
  }

  get remotes(): readonly PlaneMedia[] {
    const state = this.#link?.state ?? "connecting";
    return [...this.#remotes.values()].map((remote) => remote.over(state));
  }

  add(participant: Participant): void {
    const known = this.#remotes.get(participant.participantId);
    if (known) known.participant = participant;
    else this.#remotes.set(participant.participantId, new SfuRemote(participant, this.#ports));
    if (!known) this.#assign();
  }

  remove(participantId: string): void {
    this.#remotes.get(participantId)?.clear();
    this.#remotes.delete(participantId);
  }

  receive(signal: Signal): void {
    if (signal.description?.type === "offer") this.#offered(signal);
    this.#link?.receive(signal);
  }

  networkChanged(): void {
    this.#link?.networkChanged();
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#link?.refreshIceServers(iceServers);
  }

  async samples(): Promise<ReadonlyMap<string, Sample>> {
    const samples = new Map<string, Sample>();
    try {
      const report = await this.#link?.connection.getStats();
      if (!report) return samples;
      for (const [participantId, remote] of this.#remotes) {
        samples.set(participantId, sampleOf(report, ({ mid }) => remote.carries(mid)));
      }
    } catch {
      // closed while it was being measured
    }
    return samples;
  }

  simulateIceFailure(): void {
    this.#link?.simulateIceFailure();
  }

  close(): void {
    this.#outbox.close();
    this.#link?.close();
  }

  #offered({ description, tracks }: Signal): void {
    this.#tracks = new Map(tracks?.map((track) => [track.mid, track]));
    // the server's certificate and the origin of its descriptions tell nothing; it never restarts ICE here
    const ufrag = /^a=ice-ufrag:(\S+)/m.exec(description?.sdp ?? "")?.[1] ?? null;
    // until there is something to receive there is nothing to watch over
    if (!this.#link) this.#link = this.#start();
    else if (ufrag !== this.#ufrag) this.#link.replace();
    this.#ufrag = ufrag;
  }

  #start(): PeerLink {
    const link = new PeerLink(
      { offerer: false, polite: true },
      {
        connect: () => this.#ports.connect(),
        send: (signal) => this.#send(signal),
        discard: () => this.#outbox.clear(),
        // at once, since Chromium shows what is not claimed for encryption in the same step
        opened: (connection) => (connection.ontrack = () => this.#assign()),
        fill: () => this.#outbox.push(BEGIN_ANEW),
        beforeAnswer: () => {
          this.#assign();
          return Promise.resolve();
        },
        disposed: () => this.#remotes.forEach((remote) => remote.clear()),
        changed: () => this.#ports.changed(),
        failed: (error) => this.#ports.failed(error),
      },
      this.#timings,
    );
    link.start();
    return link;
  }

  #send(signal: OutgoingSignal): void {
    const isOffer = signal.description?.type === "offer";
    this.#outbox.push(isOffer ? BEGIN_ANEW : signal);
  }

  /** Gives each participant the tracks that are theirs. */
  #assign(): void {
    const transceivers = this.#link?.connection.getTransceivers() ?? [];
    for (const [participantId, remote] of this.#remotes) {
      remote.take(
        transceivers.flatMap(({ mid, receiver }) => {
          const track = mid === null ? undefined : this.#tracks.get(mid);
          return track?.participantId === participantId ? [{ mid: track.mid, receiver, slot: slotNamed(track.slot) }] : [];
        }),
      );
    }
    this.#ports.changed();
  }
}
