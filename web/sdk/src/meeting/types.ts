import type { WorkSyncError } from "../errors.js";
import type { EncryptionState } from "./e2ee/encryption.js";
import type { Meeting, Participant, QualityLevel, Waiting } from "../types.js";

/** What to send of a microphone or camera: nothing, the default device, one by constraints, or a track of your own. */
export type MediaChoice = boolean | MediaTrackConstraints | MediaStreamTrack;

/** How to join. */
export interface JoinOptions {
  audio?: MediaChoice;
  video?: MediaChoice;
  /** Shown to the others, e.g. "Laptop". */
  deviceName?: string;
}

/** Where a {@link MeetingClient} is in its life; `waiting` is in the lobby. A new `join` may follow `left`. */
export type MeetingState = "idle" | "joining" | "waiting" | "joined" | "left";

/** How the media connection to one participant does. */
export type PeerConnectionState = "connecting" | "connected" | "reconnecting" | "failed";

/** What one of the others sends. The streams stay the same objects as long as the media takes the same plane. */
export interface RemoteMedia {
  participantId: string;
  /** Microphone and camera. Whether they are on stands in the participant's `audio` and `video`. */
  media: MediaStream;
  /** The shared screen with its sound, `null` while none is shared. */
  screen: MediaStream | null;
  connection: PeerConnectionState;
}

/** How well the media of one participant arrives, over the last interval. */
export interface Quality {
  participantId: string;
  /** What the last few intervals together were; fit to be shown, since it doesn't flicker. */
  level: QualityLevel;
  /** From 0 (nothing) to 1 (nothing lost, quick). */
  score: number;
  /** Round trip in milliseconds, `null` before the first measurement. */
  roundTripMs: number | null;
  /** How unevenly packets arrive, in milliseconds. */
  jitterMs: number;
  /** Share of packets that were lost on the way here, 0 to 1. */
  packetLoss: number;
  /** Frames of the camera and screen decoded so far. */
  framesDecoded: number;
  framesPerSecond: number;
  /** Whether the media takes the way through a relay. */
  relayed: boolean;
}

/** What a host turned off of one's own; true where it was. */
export interface MutedByHost {
  /** The user id of the host. */
  by: string;
  audio: boolean;
  video: boolean;
  screen: boolean;
  /** Took the hand down. */
  hand: boolean;
}

/** Breaks something on purpose, to see that a meeting gets over it. */
export type Fault =
  /** The connection to the server is lost. */
  | "socket"
  /** No way through the network is left for any media. */
  | "ice"
  /** The meeting moves to the media server; hosts only. */
  | "plane";

/** Why a meeting is over for this client. */
export type MeetingEnd =
  /** It was ended for everybody. */
  | "ended"
  /** A host took this participant out, or the server did because it was gone too long. */
  | "removed"
  /** This client left. */
  | "left";

/** What a {@link MeetingClient} emits. */
export interface MeetingListeners {
  state: [state: MeetingState];
  meeting: [meeting: Meeting];
  /** Somebody came, went or changed; all who are there, this client included. */
  participants: [participants: readonly Participant[]];
  /** What the others send changed; all of them. */
  remotes: [remotes: readonly RemoteMedia[]];
  /** The own microphone, camera or screen changed. */
  local: [];
  quality: [quality: readonly Quality[]];
  /** A host turned off something of this client's; it is off already. */
  muted: [muted: MutedByHost];
  reaction: [reaction: { participantId: string; emoji: string }];
  /** Who waits to be admitted; told to hosts. */
  lobby: [waiting: readonly Waiting[]];
  /** How the meeting is encrypted end to end changed: who can be read, and the code to compare. */
  encryption: [state: EncryptionState];
  /** Who speaks, the loudest first. */
  speakers: [participantIds: readonly string[]];
  /** The meeting is over for this client; everything is released. */
  over: [reason: MeetingEnd];
  /** A device or a call failed; the meeting goes on. */
  error: [error: WorkSyncError | Error];
}
