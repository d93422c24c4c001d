import type { Meeting, Participant, Signal } from "../types.js";
import type { OutgoingSignal } from "./outbox.js";
import type { Sample } from "./quality.js";
import type { Slot } from "./slots.js";
import type { PeerConnectionState } from "./types.js";

/** What one of the others sends over a plane. */
export interface PlaneMedia {
  participantId: string;
  /** Microphone and camera; the same stream as long as the plane knows the participant. */
  media: MediaStream;
  /** The shared screen with its sound; likewise. */
  screen: MediaStream;
  connection: PeerConnectionState;
  /** Whether this plane can show the participant now: what it sends arrives, or it is known to send nothing. */
  arrived: boolean;
}

/** How large somebody is shown, and so how good a picture is worth having. */
export interface LayerPreference {
  participantId: string;
  slot: "camera" | "screen";
  layer: "high" | "medium" | "low" | "off";
}

/** What a {@link MediaPlane} needs of its surroundings. */
export interface PlanePorts {
  /** A new connection with the ICE servers as of now. */
  connect(): RTCPeerConnection;
  /** Sends to a participant, or to an end of the media server. Resolves when the server took it. */
  sendSignal(to: string, signal: OutgoingSignal): Promise<unknown>;
  /** What this side sends in a slot now. */
  local(slot: Slot): MediaStreamTrack | null;
  /** The streams that group what this side sends, so that picture and sound stay together. */
  localStream(slot: Slot): MediaStream;
  newStream(): MediaStream;
  /** Tells the media server in which sizes pictures are wanted. */
  subscribe(preferences: readonly LayerPreference[]): Promise<unknown>;
  /**
   * To be called for each sender as often as one likes, and at first in the same step in which it is made (`addTransceiver`
   * or `ontrack`): media may be encrypted there, and browsers let through what is not claimed at once.
   */
  sending(sender: RTCRtpSender, slot: Slot): void;
  /** Likewise for each receiver, and when it carries somebody else from now on. */
  receiving(receiver: RTCRtpReceiver, participantId: string, slot: Slot): void;
  /** What the others send changed, or the state of a connection. */
  changed(): void;
  failed(error: unknown): void;
}

/**
 * A way for media between the participants of a meeting: directly between them, or through a media server.
 *
 * It mends by itself what breaks, and never rejects or throws: what can't be mended it tells `failed`.
 */
export interface MediaPlane {
  readonly kind: Meeting["mediaPlane"];
  /** What the others send, in the order in which they were added. */
  readonly remotes: readonly PlaneMedia[];
  /** Somebody is there; calling it again for the same participant does nothing. */
  add(participant: Participant): void;
  /** Somebody is there no longer. */
  remove(participantId: string): void;
  /** Takes a signal that concerns this plane, in the order of their arrival. */
  receive(signal: Signal): void;
  /** Sends what `local` gives now. */
  sendLocal(): void;
  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void;
  /** Uses new ICE servers from the next gathering on. */
  refreshIceServers(iceServers: RTCIceServer[]): void;
  /** Takes pictures in these sizes where there is a choice. */
  prefer(preferences: readonly LayerPreference[]): void;
  /** The counters of what comes from each of the others. */
  samples(): Promise<ReadonlyMap<string, Sample>>;
  /** For tests: breaks the connections, as a network does. */
  simulateIceFailure(): void;
  /** Ends all connections; the plane can't be used any more. */
  close(): void;
}

/** Makes a plane. Media flows once the others are added. */
export type PlaneFactory = (ports: PlanePorts) => MediaPlane;
