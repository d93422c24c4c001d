import type { QualityLevel, QualitySample } from "../types.js";
import type { Quality } from "./types.js";

/** Counters of what comes from one participant at one time. */
export interface Sample {
  /** When they were read, in milliseconds. */
  at: number;
  received: number;
  lost: number;
  framesDecoded: number;
  jitterMs: number;
  roundTripMs: number | null;
  relayed: boolean;
  connected: boolean;
}

/** A loss of this share of packets, or a round trip of so long, counts as unusable. */
const WORST_LOSS = 0.15;
const WORST_ROUND_TRIP_MS = 800;
const WORST_JITTER_MS = 200;

/** Levels from the best to the worst, each with the least score that it takes. */
const LEVELS: readonly (readonly [QualityLevel, number])[] = [
  ["good", 0.7],
  ["fair", 0.4],
  ["poor", 0],
];
/** A better level is shown after it held for so many intervals, a worse one after so many. */
const TO_BETTER = 3;
const TO_WORSE = 2;

/** Reads the counters of a connection; of all that it receives, or of the streams that `isOf` picks. */
export function sampleOf(report: RTCStatsReport, isOf: (stream: RTCInboundRtpStreamStats) => boolean = () => true): Sample {
  const sample: Sample = {
    at: Date.now(),
    received: 0,
    lost: 0,
    framesDecoded: 0,
    jitterMs: 0,
    roundTripMs: null,
    relayed: false,
    connected: false,
  };
  report.forEach((stats) => {
    if (stats.type !== "inbound-rtp" || !isOf(stats)) return;
    sample.received += stats.packetsReceived ?? 0;
    sample.lost += Math.max(0, stats.packetsLost ?? 0);
    sample.framesDecoded += stats.framesDecoded ?? 0;
    sample.jitterMs = Math.max(sample.jitterMs, (stats.jitter ?? 0) * 1000);
  });
  const pair = selectedPair(report);
  if (pair) {
    sample.connected = pair.state === "succeeded";
    sample.roundTripMs = pair.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000;
    sample.relayed = report.get(pair.localCandidateId)?.candidateType === "relay";
  }
  return sample;
}

function selectedPair(report: RTCStatsReport): RTCIceCandidatePairStats | undefined {
  let selected: string | undefined;
  let nominated: RTCIceCandidatePairStats | undefined;
  report.forEach((stats) => {
    if (stats.type === "transport") selected = stats.selectedCandidatePairId ?? selected;
    if (stats.type === "candidate-pair" && stats.nominated && stats.state === "succeeded") nominated = stats;
  });
  return (selected === undefined ? undefined : report.get(selected)) ?? nominated;
}

/** How well media arrived between two samples; its level as if there had been none before. */
export function qualityBetween(participantId: string, before: Sample | undefined, now: Sample): Quality {
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const received = Math.max(0, now.received - (before?.received ?? 0));
  const packetLoss = lost + received === 0 ? 0 : lost / (lost + received);
  const seconds = before ? (now.at - before.at) / 1000 : 0;
  const frames = Math.max(0, now.framesDecoded - (before?.framesDecoded ?? 0));
  const score = Math.min(
    worthOf(packetLoss, WORST_LOSS),
    worthOf(now.roundTripMs ?? 0, WORST_ROUND_TRIP_MS),
    worthOf(now.jitterMs, WORST_JITTER_MS),
  );
  // something that flowed before and doesn't any more, though the connection says nothing yet
  const silent = before !== undefined && before.received > 0 && received === 0;
  return {
    participantId,
    level: silent || !now.connected ? "lost" : levelOf(score),
    score,
    roundTripMs: now.roundTripMs,
    jitterMs: now.jitterMs,
    packetLoss,
    framesDecoded: now.framesDecoded,
    framesPerSecond: seconds > 0 ? frames / seconds : 0,
    relayed: now.relayed,
  };
}

function worthOf(value: number, worst: number): number {
  return 1 - Math.min(1, value / worst);
}

function levelOf(score: number): QualityLevel {
  return LEVELS.find(([, least]) => score >= least)![0];
}

/** A quality as it is told to the server, which takes plain numbers only. */
export function toQualitySample({ participantId, ...quality }: Quality): QualitySample {
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    to: participantId,
    loss: rounded(quality.packetLoss, 4),
    jitterMs: rounded(quality.jitterMs, 1),
    roundTripMs: rounded(quality.roundTripMs ?? 0, 1),
    relayed: quality.relayed,
    framesPerSecond: rounded(quality.framesPerSecond, 1),
    level: quality.level,
  };
}

const ORDER: readonly QualityLevel[] = ["good", "fair", "poor", "lost"];

/** The level that is shown: it changes only when another one lasts, so that it doesn't flicker. */
export class SteadyLevel {
  #shown: QualityLevel | null = null;
  #streak = 0;

  /** Takes the level of an interval, gives the one to be shown. */
  next(level: QualityLevel): QualityLevel {
    const shown = (this.#shown ??= level);
    const change = Math.sign(ORDER.indexOf(level) - ORDER.indexOf(shown));
    if (change === 0) this.#streak = 0;
    else this.#streak = Math.sign(this.#streak) === change ? this.#streak + change : change;
    if (this.#streak >= TO_WORSE || this.#streak <= -TO_BETTER) {
      this.#shown = level;
      this.#streak = 0;
    }
    return this.#shown ?? level;
  }
}
