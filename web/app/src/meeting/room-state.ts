import type {
  EncryptionState,
  IncomingTransfer,
  Meeting,
  OutgoingTransfer,
  Participant,
  Quality,
  RemoteMedia,
  Waiting,
} from "@worksync/sdk";

/** Where in a meeting this client is; `preparing` looks into the mirror before it goes in. */
export type RoomStatus = "none" | "preparing" | "joining" | "waiting" | "joined";

/** What stands beside the pictures. */
export type Side = "none" | "people" | "chat";

export interface ShownReaction {
  id: number;
  participantId: string;
  emoji: string;
}

export type AnyTransfer = IncomingTransfer | OutgoingTransfer;

export interface RoomState {
  status: RoomStatus;
  meeting: Meeting | null;
  participants: readonly Participant[];
  remotes: readonly RemoteMedia[];
  self: Participant | null;
  /** What is on here, whether or not the server knows it yet. */
  audio: boolean;
  video: boolean;
  hand: boolean;
  localMedia: MediaStream | null;
  localScreen: MediaStream | null;
  quality: Readonly<Record<string, Quality>>;
  /** Who speaks, the loudest first. */
  speakers: readonly string[];
  /** Who waits in the lobby; known to hosts. */
  waiting: readonly Waiting[];
  reactions: readonly ShownReaction[];
  transfers: readonly AnyTransfer[];
  encryption: EncryptionState | null;
  /** Whether the meeting fills the main column; otherwise it is a small window. */
  expanded: boolean;
  side: Side;
  view: "grid" | "speaker";
}

export const outside: RoomState = {
  status: "none",
  meeting: null,
  participants: [],
  remotes: [],
  self: null,
  audio: false,
  video: false,
  hand: false,
  localMedia: null,
  localScreen: null,
  quality: {},
  speakers: [],
  waiting: [],
  reactions: [],
  transfers: [],
  encryption: null,
  expanded: true,
  side: "none",
  view: "grid",
};

/** Whether this participant leads the meeting. */
export function isHost(participant: Participant | null): boolean {
  return participant?.role === "host" || participant?.role === "cohost";
}
