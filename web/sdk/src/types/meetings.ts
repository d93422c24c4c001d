/** Meetings, their participants, and the signals between them. */

/** People who meet. */
export interface Meeting {
  id: string;
  title: string | null;
  channelId: string | null;
  createdBy: string;
  /** `null` while it is scheduled and nobody came yet. */
  startedAt: string | null;
  endedAt: string | null;
  mediaPlane: "mesh" | "sfu";
  participantCount: number;
  scheduledFor: string | null;
  /** Opens the meeting to whoever has it: `{web}/meet/{joinCode}`. */
  joinCode: string;
  /** Nobody else may come in. */
  locked: boolean;
  /** Whoever comes waits until a host admits them. */
  lobby: boolean;
  /** Media is encrypted from participant to participant; see {@link MeetingClient}. */
  e2ee: boolean;
  /** Media takes the way through the relay, which hides addresses. */
  relayOnly: boolean;
  recording: Recording | null;
  /** Grows with each change. */
  version: number;
}

/** That a meeting is being recorded, and by whose decision. */
export interface Recording {
  startedBy: string;
  startedAt: string;
}

/** A meeting and those in it, in the order in which they joined. */
export interface MeetingWithParticipants extends Meeting {
  participants: Participant[];
}

/** What somebody may do in a meeting; `host` and `cohost` are its hosts. */
export type MeetingRole = "host" | "cohost" | "participant" | "viewer";

/** One device of one user in a meeting. */
export interface Participant {
  participantId: string;
  meetingId: string;
  userId: string;
  displayName: string;
  deviceName: string | null;
  role: MeetingRole;
  audio: boolean;
  video: boolean;
  screen: boolean;
  hand: boolean;
  /** Whether this participant makes the first offer towards the one who reads it. */
  offerer: boolean;
  /** Whether this participant gives way when both offer at once. */
  polite: boolean;
  joinedAt: string;
}

/** Somebody in the lobby of a meeting. */
export interface Waiting {
  participantId: string;
  meetingId: string;
  userId: string;
  displayName: string;
  waitingSince: string;
}

/** A session description as it travels in a {@link Signal}. */
export interface SignalDescription {
  type: "offer" | "answer" | "pranswer" | "rollback";
  sdp?: string;
}

/** What an m-line of an offer to or from a media server carries. */
export interface SignalTrack {
  mid: string;
  slot: "microphone" | "camera" | "screen" | "screen-audio";
  /** Whose it is, in offers of the media server. */
  participantId?: string;
}

/** Which of the connections between two ends a signal is about; `media` where it says nothing. */
export type SignalConnection = "media" | "files";

/**
 * From one end to another: a description, a candidate, or a key. `candidate: null` says that there are no more. The ends
 * are participants, or the `publisher` and the `subscriber` that a media server has for each participant.
 */
export interface Signal {
  meetingId: string;
  from: string;
  to: string;
  connection?: SignalConnection | null;
  /** The id of the offer that this belongs to: an answer and all candidates repeat it. */
  negotiationId: string | null;
  description?: SignalDescription | null;
  candidate?: RTCIceCandidateInit | null;
  tracks?: SignalTrack[] | null;
  /** Part of the agreement on keys between two participants; the server hands it on as it is. */
  key?: string | null;
}

/** What somebody gets who joins a meeting. */
export interface Joined {
  participantId: string;
  /** Proves after a break that it is the same participant who comes again. */
  resumeToken?: string;
  /** The participant is given up so long after it was heard of last. */
  leaseSeconds?: number;
  meeting: Meeting;
  /** Those who are already there. */
  participants: Participant[];
  iceServers: RTCIceServer[];
  /** When the credentials in `iceServers` end. */
  iceServersExpireAt: string | null;
}

/** What somebody gets who has to wait in the lobby. */
export interface LobbyTicket {
  waiting: true;
  participantId: string;
  resumeToken?: string;
  leaseSeconds?: number;
  meeting: Meeting;
}

/** How well media arrives. */
export type QualityLevel = "good" | "fair" | "poor" | "lost";

/** What a participant tells of its media, and a host can read. */
export interface QualitySample {
  /** From whom the media comes; the media server where it is missing. */
  to?: string;
  loss: number;
  jitterMs: number;
  roundTripMs: number;
  relayed: boolean;
  framesPerSecond: number;
  level: QualityLevel;
}

/** How ringing somebody went. */
export type RingOutcome = "answered" | "declined" | "busy" | "cancelled" | "missed";
