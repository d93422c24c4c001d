import type { Participant } from "../types.js";
import type { PlaneMedia, PlanePorts } from "./plane.js";
import { isOfScreen, type Slot } from "./slots.js";
import type { PeerConnectionState } from "./types.js";

/** One of the participant's tracks, and the m-line that it comes in. */
export interface Incoming {
  mid: string;
  receiver: RTCRtpReceiver;
  slot: Slot;
}

/** What one of the others sends through the media server. */
export class SfuRemote {
  participant: Participant;
  readonly media: MediaStream;
  readonly screen: MediaStream;
  readonly #ports: PlanePorts;
  #incoming: readonly Incoming[] = [];

  constructor(participant: Participant, ports: PlanePorts) {
    this.participant = participant;
    this.#ports = ports;
    this.media = ports.newStream();
    this.screen = ports.newStream();
  }

  /** Whether an m-line carries something of this participant. */
  carries(mid: string | undefined): boolean {
    return this.#incoming.some((one) => one.mid === mid);
  }

  /** As it arrives over a connection in this state. */
  over(state: PeerConnectionState): PlaneMedia {
    const { participantId } = this.participant;
    const { media, screen } = this;
    const isCarried = this.#incoming.length > 0;
    const arrived = this.#sendsNothing() || (isCarried && state === "connected" && this.#flows());
    return { participantId, media, screen, connection: isCarried ? state : "connecting", arrived };
  }

  /** These are the tracks from now on. */
  take(incoming: readonly Incoming[]): void {
    for (const one of incoming) {
      const isKnown = this.#incoming.some(({ receiver, slot }) => receiver === one.receiver && slot === one.slot);
      if (!isKnown) this.#begin(one);
    }
    this.#incoming = incoming;
    this.#fill(this.media, false);
    this.#fill(this.screen, true);
  }

  /** Nothing arrives any more. */
  clear(): void {
    this.take([]);
  }

  #begin({ receiver, slot }: Incoming): void {
    this.#ports.receiving(receiver, this.participant.participantId, slot);
    // tells that its first packets are there
    receiver.track.onunmute = () => this.#ports.changed();
  }

  #sendsNothing(): boolean {
    return !this.participant.audio && !this.participant.video;
  }

  /** Whether what the participant says it sends arrives. */
  #flows(): boolean {
    const { audio, video } = this.participant;
    return (!audio || this.#isHeard("microphone")) && (!video || this.#isHeard("camera"));
  }

  #isHeard(slot: Slot): boolean {
    return this.#incoming.some((one) => one.slot === slot && !one.receiver.track.muted);
  }

  #fill(stream: MediaStream, ofScreen: boolean): void {
    const tracks = this.#incoming.filter(({ slot }) => isOfScreen(slot) === ofScreen).map(({ receiver }) => receiver.track);
    stream.getTracks().forEach((track) => !tracks.includes(track) && stream.removeTrack(track));
    tracks.forEach((track) => !stream.getTracks().includes(track) && stream.addTrack(track));
  }
}
