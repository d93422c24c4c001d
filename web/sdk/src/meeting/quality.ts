import type { Quality } from "./types.js";

/** Counters of one connection at one time. */
export interface Sample {
  received: number;
  lost: number;
  framesDecoded: number;
  roundTripMs: number | null;
  relayed: boolean;
}

/** A loss of this share of packets, or a round trip of so long, counts as unusable. */
const WORST_LOSS = 0.15;
const WORST_ROUND_TRIP_MS = 800;

/** Reads the counters that a {@link Quality} is made of. */
export function sampleOf(report: RTCStatsReport): Sample {
  const sample: Sample = { received: 0, lost: 0, framesDecoded: 0, roundTripMs: null, relayed: false };
  const localCandidates = new Map<string, string>();
  report.forEach((stats) => {
    if (stats.type === "local-candidate") localCandidates.set(stats.id, stats.candidateType);
    if (stats.type !== "inbound-rtp") return;
    sample.received += stats.packetsReceived ?? 0;
    sample.lost += Math.max(0, stats.packetsLost ?? 0);
    sample.framesDecoded += stats.framesDecoded ?? 0;
  });
  const pair = selectedPair(report);
  if (pair) {
    sample.roundTripMs = pair.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000;
    sample.relayed = localCandidates.get(pair.localCandidateId) === "relay";
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

/** How well media arrived between two samples. */
export function qualityBetween(participantId: string, before: Sample | undefined, now: Sample): Quality {
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const received = Math.max(0, now.received - (before?.received ?? 0));
  const packetLoss = lost + received === 0 ? 0 : lost / (lost + received);
  const forLoss = 1 - Math.min(1, packetLoss / WORST_LOSS);
  const forDelay = 1 - Math.min(1, (now.roundTripMs ?? 0) / WORST_ROUND_TRIP_MS);
  return {
    participantId,
    score: Math.min(forLoss, forDelay),
    roundTripMs: now.roundTripMs,
    packetLoss,
    framesDecoded: now.framesDecoded,
    relayed: now.relayed,
  };
}
