import type { Participant, Signal } from "../types.js";
import type { PeerTimings } from "./health.js";
import type { LayerPreference, MediaPlane, PlaneMedia, PlanePorts } from "./plane.js";
import type { Sample } from "./quality.js";
import { SfuPublisher } from "./sfu-publisher.js";
import { SfuSubscriber } from "./sfu-subscriber.js";

/** Changes of what is shown come in bursts. */
const PREFER_AFTER_MS = 200;

/**
 * Media through a media server: one connection that takes all that this side sends, and one that brings all that the
 * others send.
 *
 * This side offers the first one. The server offers the second, and again whenever somebody comes or goes.
 */
export class Sfu implements MediaPlane {
  readonly kind = "sfu";
  readonly #ports: PlanePorts;
  readonly #publisher: SfuPublisher;
  readonly #subscriber: SfuSubscriber;
  #preferences: readonly LayerPreference[] = [];
  #preferring: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: PlanePorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#publisher = new SfuPublisher(ports, timings);
    this.#subscriber = new SfuSubscriber(ports, timings);
  }

  get remotes(): readonly PlaneMedia[] {
    return this.#subscriber.remotes;
  }

  add(participant: Participant): void {
    this.#subscriber.add(participant);
  }

  remove(participantId: string): void {
    this.#subscriber.remove(participantId);
  }

  receive(signal: Signal): void {
    if (signal.from === "publisher") this.#publisher.receive(signal);
    else this.#subscriber.receive(signal);
  }

  sendLocal(): void {
    this.#publisher.sendLocal().catch((error: unknown) => this.#ports.failed(error));
  }

  networkChanged(): void {
    this.#publisher.networkChanged();
    this.#subscriber.networkChanged();
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#publisher.refreshIceServers(iceServers);
    this.#subscriber.refreshIceServers(iceServers);
  }

  prefer(preferences: readonly LayerPreference[]): void {
    this.#preferences = preferences;
    clearTimeout(this.#preferring);
    if (preferences.length > 0) this.#preferring = setTimeout(() => this.#tellPreferences(), PREFER_AFTER_MS);
  }

  samples(): Promise<ReadonlyMap<string, Sample>> {
    return this.#subscriber.samples();
  }

  simulateIceFailure(): void {
    this.#publisher.simulateIceFailure();
    this.#subscriber.simulateIceFailure();
  }

  close(): void {
    clearTimeout(this.#preferring);
    this.#publisher.close();
    this.#subscriber.close();
  }

  #tellPreferences(): void {
    // sizes are told again with the next change
    this.#ports.subscribe(this.#preferences).catch(() => {});
  }
}
