import { useEffect } from "react";
import { Store } from "../state/store";
import type { MeetingRoom } from "./room";

const LOOK_MS = 200;
/** A level above this is speech rather than breath. */
const SPEECH = 0.02;
/** Somebody who pauses for so long still speaks. */
const PAUSE_MS = 1_200;
/** Streams that are listened to at most; a media server tells who speaks in larger meetings. */
const MAX_STREAMS = 8;

/** How loud a stream is, 0 to 1, until `close`. */
export class LevelMeter {
  readonly #analyser: AnalyserNode;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #samples: Float32Array<ArrayBuffer>;

  constructor(context: AudioContext, stream: MediaStream) {
    this.#analyser = new AnalyserNode(context, { fftSize: 512 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source = context.createMediaStreamSource(stream);
    this.#source.connect(this.#analyser);
  }

  get level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, sample) => total + sample * sample, 0);
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  close(): void {
    this.#source.disconnect();
  }
}

/** Who speaks, by what is heard; the loudest first. */
export class Listening {
  readonly speakers = new Store<readonly string[]>([]);
  readonly #context = new AudioContext();
  readonly #meters = new Map<string, { stream: MediaStream; meter: LevelMeter; spokeAt: number }>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Listens to exactly these. */
  follow(streams: ReadonlyMap<string, MediaStream>): void {
    for (const [id, { stream, meter }] of this.#meters) {
      if (streams.get(id) === stream) continue;
      meter.close();
      this.#meters.delete(id);
    }
    for (const [id, stream] of streams) {
      if (this.#meters.has(id) || this.#meters.size >= MAX_STREAMS || stream.getAudioTracks().length === 0) continue;
      this.#meters.set(id, { stream, meter: new LevelMeter(this.#context, stream), spokeAt: 0 });
    }
  }

  close(): void {
    clearInterval(this.#timer);
    void this.#context.close();
  }

  #look(): void {
    const now = Date.now();
    const loud: [id: string, level: number][] = [];
    for (const [id, entry] of this.#meters) {
      const { level } = entry.meter;
      if (level > SPEECH) entry.spokeAt = now;
      if (now - entry.spokeAt < PAUSE_MS) loud.push([id, level]);
    }
    const speakers = loud.sort((a, b) => b[1] - a[1]).map(([id]) => id);
    if (sameSet(speakers, this.speakers.get())) return;
    this.speakers.set(speakers);
  }
}

/** Marks who speaks, as far as no media server tells it. */
export function useSpeakers(room: MeetingRoom): void {
  useEffect(() => {
    const listening = new Listening();
    const follow = () => {
      const { meeting, remotes, participants } = room.state.get();
      const speaking = new Set(participants.filter(({ audio }) => audio).map(({ participantId }) => participantId));
      const heard = meeting?.mediaPlane === "mesh" ? remotes.filter(({ participantId }) => speaking.has(participantId)) : [];
      listening.follow(new Map(heard.map(({ participantId, media }) => [participantId, media])));
    };
    follow();
    const stops = [
      room.state.subscribe(follow),
      listening.speakers.subscribe(() => {
        if (room.state.get().meeting?.mediaPlane === "mesh") room.heard(listening.speakers.get());
      }),
    ];
    return () => {
      stops.forEach((stop) => stop());
      listening.close();
    };
  }, [room]);
}

/** A change of order alone would have the picture jump to and fro. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
