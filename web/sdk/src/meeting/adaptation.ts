/** What the other side tells of the media that it gets from here. */
export interface LineState {
  /** Share of packets that are lost, 0 to 1. */
  loss: number;
  /** What the line carries in bits per second, as the browser estimates it; `null` where it doesn't know. */
  capacity: number | null;
}

/** How much of a camera's picture is sent, from all to nothing. Sound is never touched. */
export type VideoStep = 0 | 1 | 2 | 3;

interface Encoding {
  active: boolean;
  scaleResolutionDownBy: number;
  maxBitrate: number;
  maxFramerate: number;
  /** What the line has to carry for this picture, with the sound beside it. */
  needs: number;
}

/** The picture at each step; the last one is none at all, so that what is left of the line is for the sound. */
export const VIDEO_STEPS: readonly Encoding[] = [
  { active: true, scaleResolutionDownBy: 1, maxBitrate: 1_200_000, maxFramerate: 30, needs: 250_000 },
  { active: true, scaleResolutionDownBy: 2, maxBitrate: 300_000, maxFramerate: 20, needs: 150_000 },
  { active: true, scaleResolutionDownBy: 4, maxBitrate: 90_000, maxFramerate: 8, needs: 80_000 },
  { active: false, scaleResolutionDownBy: 4, maxBitrate: 90_000, maxFramerate: 8, needs: 0 },
];

const BAD_LOSS = 0.08;
const GOOD_LOSS = 0.02;
/** A line counts as bad, or as good again, after so many measurements in a row. */
const TO_LESS = 2;
const TO_MORE = 4;

/** Decides how much picture a line bears: less soon when it is bad, more only when it has been good for a while. */
export class VideoAdaptation {
  #step: VideoStep = 0;
  #bad = 0;
  #good = 0;

  get step(): VideoStep {
    return this.#step;
  }

  /** Takes the state of the line over the last interval. */
  next({ loss, capacity }: LineState): VideoStep {
    const isShort = capacity !== null && this.#step < 3 && capacity < VIDEO_STEPS[this.#step]!.needs;
    const isWide = capacity === null || capacity >= VIDEO_STEPS[Math.max(0, this.#step - 1)]!.needs;
    this.#bad = loss > BAD_LOSS || isShort ? this.#bad + 1 : 0;
    // while no picture is sent nothing is known of its loss, and the estimate doesn't grow: time alone tells
    this.#good = loss < GOOD_LOSS && (isWide || this.#step === 3) ? this.#good + 1 : 0;
    if (this.#bad >= TO_LESS && this.#step < 3) this.#take((this.#step + 1) as VideoStep);
    else if (this.#good >= TO_MORE && this.#step > 0) this.#take((this.#step - 1) as VideoStep);
    return this.#step;
  }

  #take(step: VideoStep): void {
    this.#step = step;
    this.#bad = this.#good = 0;
  }
}

/** Reads the state of the line from the statistics of its connection. */
export function lineStateOf(report: RTCStatsReport): LineState {
  let loss = 0;
  let capacity: number | null = null;
  report.forEach((stats) => {
    if (stats.type === "remote-inbound-rtp") loss = Math.max(loss, stats.fractionLost ?? 0);
    if (stats.type === "candidate-pair" && stats.nominated) capacity = stats.availableOutgoingBitrate ?? capacity;
  });
  return { loss, capacity };
}

/** Has a sender send this much of a picture. */
export async function limitVideo(sender: RTCRtpSender, step: VideoStep): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding) return;
  const { needs: _needs, ...wanted } = VIDEO_STEPS[step]!;
  Object.assign(encoding, wanted);
  await sender.setParameters(parameters);
}

/** Sound goes first where the line doesn't bear all. */
export async function favour(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  if (!encoding || encoding.priority === "high") return;
  encoding.priority = encoding.networkPriority = "high";
  await sender.setParameters(parameters);
}
