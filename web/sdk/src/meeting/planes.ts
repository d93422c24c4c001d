import type { Meeting, Participant, Signal } from "../types.js";
import type { LayerPreference, MediaPlane, PlaneFactory, PlaneMedia, PlanePorts } from "./plane.js";
import type { Sample } from "./quality.js";

/** The planes that this client knows, by their names. */
export type PlaneFactories = Partial<Record<Meeting["mediaPlane"], PlaneFactory>>;

/** Signals of a plane that wasn't announced yet: kept until it is. */
const MAX_EARLY_SIGNALS = 64;
/** The plane before goes on for so long after all arrived over the new one, since others may be slower. */
const LINGER_MS = 5_000;
/** The plane before ends after so long, whether or not all arrived over the new one. */
const DEADLINE_MS = 60_000;

/**
 * The media of a meeting, over whatever plane it takes at the time.
 *
 * When the plane changes, the one before goes on until each participant arrives over the new one.
 */
export class Planes {
  readonly #factories: PlaneFactories;
  readonly #ports: PlanePorts;
  readonly #tell: () => void;
  readonly #present = new Map<string, Participant>();
  #current: MediaPlane | null = null;
  #before: MediaPlane | null = null;
  #early: Signal[] = [];
  #preferences: readonly LayerPreference[] = [];
  #linger: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(factories: PlaneFactories, ports: PlanePorts) {
    this.#factories = factories;
    this.#tell = () => ports.changed();
    this.#ports = { ...ports, changed: () => this.#changed() };
  }

  /** The plane of the moment. */
  get kind(): Meeting["mediaPlane"] | null {
    return this.#current?.kind ?? null;
  }

  /** What the others send: over the newest plane that it arrives over. */
  get remotes(): readonly PlaneMedia[] {
    const before = new Map(this.#before?.remotes.map((remote) => [remote.participantId, remote]));
    return (this.#current?.remotes ?? []).map((remote) => {
      const older = before.get(remote.participantId);
      return remote.arrived || !older?.arrived ? remote : older;
    });
  }

  /** Takes media over this plane from now on. */
  switchTo(kind: Meeting["mediaPlane"]): void {
    const factory = this.#factories[kind];
    if (!factory || this.#current?.kind === kind) return;
    this.#endBefore();
    this.#before = this.#current;
    const plane = (this.#current = factory(this.#ports));
    if (this.#before) this.#deadline = setTimeout(() => this.#endBefore(), DEADLINE_MS);
    for (const participant of this.#present.values()) plane.add(participant);
    plane.sendLocal();
    plane.prefer(this.#preferences);
    const early = this.#early;
    this.#early = [];
    early.forEach((signal) => this.receive(signal));
    this.#changed();
  }

  add(participant: Participant): void {
    this.#present.set(participant.participantId, participant);
    this.#current?.add(participant);
  }

  remove(participantId: string): void {
    this.#present.delete(participantId);
    this.#current?.remove(participantId);
    this.#before?.remove(participantId);
    this.#changed();
  }

  /** Hands a signal to the plane that it is of. */
  receive(signal: Signal): void {
    const kind = signal.from === "publisher" || signal.from === "subscriber" ? "sfu" : "mesh";
    const plane = [this.#current, this.#before].find((candidate) => candidate?.kind === kind);
    if (plane) {
      plane.receive(signal);
      return;
    }
    this.#early.push(signal);
    if (this.#early.length > MAX_EARLY_SIGNALS) this.#early.shift();
  }

  sendLocal(): void {
    this.#each((plane) => plane.sendLocal());
  }

  networkChanged(): void {
    this.#each((plane) => plane.networkChanged());
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#each((plane) => plane.refreshIceServers(iceServers));
  }

  prefer(preferences: readonly LayerPreference[]): void {
    this.#preferences = preferences;
    this.#current?.prefer(preferences);
  }

  async samples(): Promise<ReadonlyMap<string, Sample>> {
    return (await this.#current?.samples()) ?? new Map();
  }

  simulateIceFailure(): void {
    this.#each((plane) => plane.simulateIceFailure());
  }

  /** Ends all media; another meeting may follow. */
  clear(): void {
    this.#endBefore();
    this.#current?.close();
    this.#current = null;
    this.#present.clear();
    this.#early = [];
    this.#preferences = [];
  }

  #each(act: (plane: MediaPlane) => void): void {
    if (this.#before) act(this.#before);
    if (this.#current) act(this.#current);
  }

  #changed(): void {
    if (this.#before) this.#watchArrival(this.#current?.remotes ?? []);
    this.#tell();
  }

  #watchArrival(remotes: readonly PlaneMedia[]): void {
    const all = remotes.length > 0 && remotes.every(({ arrived }) => arrived);
    if (!all) {
      clearTimeout(this.#linger);
      this.#linger = undefined;
    } else {
      this.#linger ??= setTimeout(() => this.#endBefore(), LINGER_MS);
    }
  }

  #endBefore(): void {
    clearTimeout(this.#linger);
    clearTimeout(this.#deadline);
    this.#linger = this.#deadline = undefined;
    this.#before?.close();
    this.#before = null;
  }
}
