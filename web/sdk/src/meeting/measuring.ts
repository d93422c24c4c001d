import type { QualitySample } from "../types.js";
import { qualityBetween, SteadyLevel, toQualitySample, type Sample } from "./quality.js";
import type { Quality } from "./types.js";

/** What {@link Measuring} needs of its surroundings. */
export interface MeasuringPorts {
  samples(): Promise<ReadonlyMap<string, Sample>>;
  measured(quality: readonly Quality[]): void;
  /** Tells the server. */
  report(samples: readonly QualitySample[]): Promise<unknown>;
}

/** Samples that the server takes at once. */
const MAX_REPORTED = 32;
/** The server is told at every so-manieth measurement. */
const REPORT_EVERY = 3;

/** Measures at an interval how well the media of each participant arrives. */
export class Measuring {
  readonly #ports: MeasuringPorts;
  readonly #timer: ReturnType<typeof setInterval>;
  #before: ReadonlyMap<string, Sample> = new Map();
  #levels = new Map<string, SteadyLevel>();
  #busy = false;
  #rounds = 0;

  constructor(intervalMs: number, ports: MeasuringPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => void this.#measure(), intervalMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #measure(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const now = await this.#ports.samples();
      const quality = [...now].map(([id, sample]) => this.#steady(qualityBetween(id, this.#before.get(id), sample)));
      this.#forget(now);
      if (quality.length === 0) return;
      this.#ports.measured(quality);
      if (this.#rounds++ % REPORT_EVERY === 0) this.#report(quality);
    } finally {
      this.#busy = false;
    }
  }

  #steady(quality: Quality): Quality {
    const level = this.#levels.get(quality.participantId) ?? new SteadyLevel();
    this.#levels.set(quality.participantId, level);
    return { ...quality, level: level.next(quality.level) };
  }

  /** Whoever isn't measured any more isn't remembered. */
  #forget(now: ReadonlyMap<string, Sample>): void {
    this.#before = now;
    for (const id of this.#levels.keys()) if (!now.has(id)) this.#levels.delete(id);
  }

  #report(quality: readonly Quality[]): void {
    // what is not told now is of no interest later
    this.#ports.report(quality.slice(0, MAX_REPORTED).map(toQualitySample)).catch(() => {});
  }
}
