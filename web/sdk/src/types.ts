/**
 * What travels between WorkSync and its clients: the payloads of the API and of the events, with the names they
 * have on the wire. Fields that a newer server adds are ignored; see `docs` of the server for the full schemas.
 */

/** A person of the workspace. `id` is the `sub` of the access token. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  role: "member" | "guest" | "admin";
}

/** A place to write. `direct` channels have no name, but carry their `members`. */
export interface Channel {
  id: string;
  kind: "public" | "private" | "direct";
  name: string | null;
  purpose: string | null;
  createdAt: string;
  createdBy: string;
  /** `seq` of the newest message, 0 while there is none. */
  lastSeq: number;
  memberCount: number;
  /** Direct channels only: everybody in it, the caller included. */
  members?: User[];
}

/** A channel as its member sees it. */
export interface MyChannel extends Channel {
  /** `seq` up to which the caller has read. */
  readSeq: number;
  unread: number;
  mentions: number;
  muted: boolean;
}

/** Whom a text mentions. */
export interface Mentions {
  userIds: string[];
  channel: boolean;
  here: boolean;
}

/** An emoji on a message, and who put it there. */
export interface Reaction {
  emoji: string;
  userIds: string[];
}

/** A file of a message. */
export interface Attachment {
  id: string;
  name: string;
  mediaType: string;
  size: number;
}

/** What somebody wrote. Within a channel `seq` has no gaps and decides the order. */
export interface Message {
  id: string;
  channelId: string;
  seq: number;
  authorId: string;
  /** Empty once the message was deleted. */
  text: string;
  /** The sender's own key: sending it again gives this same message back. */
  clientId: string;
  threadId: string | null;
  createdAt: string;
  editedAt: string | null;
  /** Set once the message was deleted; it keeps its place. */
  deletedAt: string | null;
  /** 1, and one more with each change. Of two copies the one with the higher version is right. */
  version: number;
  reactions: Reaction[];
  attachments: Attachment[];
  mentions: Mentions;
}

/** A user in a channel. */
export interface Member {
  channelId: string;
  userId: string;
  role: "owner" | "member";
  joinedAt: string;
  user: User;
}

/** How far the caller has read in a channel. */
export interface Read {
  channelId: string;
  readSeq: number;
  unread: number;
  mentions: number;
}

/** Whether somebody is there. `unknown` when one may not see it. */
export interface Presence {
  userId: string;
  availability: "online" | "away" | "dnd" | "offline" | "unknown";
  activity: "in_meeting" | null;
  lastSeenAt: string | null;
  statusText: string | null;
  statusEmoji: string | null;
  until: string | null;
}

/** Somebody is writing, until `expiresAt` at the latest. */
export interface Typing {
  channelId: string;
  threadId: string | null;
  userId: string;
  expiresAt: string;
}

/** An entry of the inbox. */
export interface Notification {
  id: string;
  kind: "direct_message" | "mention" | "channel_mention" | "missed_call";
  channelId: string | null;
  messageId: string | null;
  seq: number | null;
  actorId: string;
  actorName: string;
  title: string;
  /** A preview of at most 200 characters. */
  body: string;
  createdAt: string;
  readAt: string | null;
}

/** Numbers for the badge. */
export interface Counts {
  unread: number;
}

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

/** One part of a list; ask again with `cursor` for the next. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A part of a channel's history, ordered by `seq`. */
export interface MessagePage {
  items: Message[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

/** The address of a stream of events, e.g. `channel:0198…` or `user:7f3c…`. */
export type Topic = string;

/** Every event by its type, as it stands in a publication's `data`. */
export interface WorkSyncEvents {
  "message.created": { type: "message.created"; at: string; message: Message };
  "message.updated": { type: "message.updated"; at: string; message: Message };
  "message.deleted": { type: "message.deleted"; at: string; message: Message };
  "member.joined": { type: "member.joined"; at: string; member: Member };
  "member.left": { type: "member.left"; at: string; member: Member };
  "channel.updated": { type: "channel.updated"; at: string; channel: Channel };
  /** The caller became a member, on whichever device. */
  "channel.joined": { type: "channel.joined"; at: string; channel: MyChannel };
  /** The caller is no longer a member. */
  "channel.left": { type: "channel.left"; at: string; channel: { id: string } };
  /** The caller read up to there, on whichever device; or new messages changed the counts. */
  "read.updated": { type: "read.updated"; at: string; read: Read };
  "notification.created": { type: "notification.created"; at: string; notification: Notification; counts: Counts };
  /** One entry changed, or several at once and `notification` is null: then read the inbox again. */
  "notification.updated": {
    type: "notification.updated";
    at: string;
    notification: Notification | null;
    counts: Counts;
  };
  "meeting.ringing": { type: "meeting.ringing"; at: string; meeting: Meeting; caller: User };
  /** The caller's ringing was answered, here or on another device: stop ringing. */
  "meeting.answered": { type: "meeting.answered"; at: string; meeting: Meeting; outcome?: RingOutcome };
  /** Whoever rang does so no longer. */
  "meeting.cancelled": { type: "meeting.cancelled"; at: string; meeting: Meeting };
  "meeting.missed": { type: "meeting.missed"; at: string; meeting: Meeting };
  "meeting.updated": { type: "meeting.updated"; at: string; meeting: Meeting };
  "meeting.ended": { type: "meeting.ended"; at: string; meeting: Meeting };
  /** How ringing somebody went, to those in the meeting. */
  "ring.answered": { type: "ring.answered"; at: string; userId: string; outcome: RingOutcome };
  /** Who waits to be admitted; of interest to hosts. */
  "lobby.updated": { type: "lobby.updated"; at: string; waiting: Waiting[] };
  "reaction.sent": { type: "reaction.sent"; at: string; meetingId: string; participantId: string; emoji: string };
  /** Who speaks, the loudest first. */
  "speakers.changed": { type: "speakers.changed"; at: string; participantIds: string[] };
  "participant.joined": { type: "participant.joined"; at: string; participant: Participant };
  "participant.updated": { type: "participant.updated"; at: string; participant: Participant };
  "participant.left": { type: "participant.left"; at: string; participant: Participant; reason?: string };
  /** The receiver itself was taken out of the meeting, or not let in. */
  "participant.removed": { type: "participant.removed"; at: string; participant?: Participant; reason?: string };
  /** The receiver waited in the lobby and may come in. */
  "participant.admitted": { type: "participant.admitted"; at: string; participantId: string };
  /** A host turned something of the receiver's off. */
  "participant.muted": {
    type: "participant.muted";
    at: string;
    by: string;
    audio?: boolean | null;
    video?: boolean | null;
    screen?: boolean | null;
    hand?: boolean | null;
  };
  /** The credentials of the receiver's ICE servers end soon: here are new ones. */
  "ice.expiring": { type: "ice.expiring"; at: string; iceServers: RTCIceServer[]; iceServersExpireAt: string | null };
  "signal.received": { type: "signal.received"; at: string; signal: Signal };
  "presence.changed": { type: "presence.changed"; at: string; presence: Presence };
  "typing.started": { type: "typing.started"; at: string; typing: Typing };
  "typing.stopped": { type: "typing.stopped"; at: string; typing: Typing };
  /** On `ops:nodes`, for admins; see {@link NodeWatch}. */
  "node.reported": { type: "node.reported"; at: string; node: ServiceNode };
  /** On `board:{channelId}`, published by clients; see {@link Board}. */
  "board.updated": { type: "board.updated"; at: string; board: BoardUpdate };
  "board.saved": { type: "board.saved"; at: string; board: BoardSaved };
  /** On `cursor:{channelId}`, published by clients; not kept. */
  "cursor.moved": { type: "cursor.moved"; at: string; cursor: BoardCursor };
}

/** One process of the server, as it says of itself every few seconds. */
export interface ServiceNode {
  /** Of one life only: a process that is started again is another node. */
  id: string;
  /** Such as `gateway` or `chat-service`. */
  service: string;
  version: string;
  startedAt: string;
  load: NodeLoad;
  /** The last warnings and errors that it logged, newest first. */
  errors: LoggedError[];
}

/** How much a node has to do right now; null is what a node of its service does not have. */
export interface NodeLoad {
  /** Open sockets and streams. */
  connections: number | null;
  /** Connection × topic. */
  subscriptions: number | null;
  /** Handed on to subscriptions, since the report before. */
  deliveriesPerSecond: number | null;
  /** Calls that are not answered yet. */
  callsUnderWay: number | null;
  /** How long the oldest event has waited for Redis and Kafka. */
  outboxAgeSeconds: number | null;
  /** How many records of Kafka the consumer is behind that is furthest behind. */
  lagRecords: number | null;
  heapBytes: number;
  maxHeapBytes: number;
  /** The worst that something due on an event loop was late, since the report before. */
  loopDelayMillis: number;
}

/** A warning or an error that a node logged, without anything that a person wrote. */
export interface LoggedError {
  /** When it was logged the last time. */
  at: string;
  severity: "warning" | "error";
  logger: string;
  /** As the code has it: numbers, and `…` for what else was filled in. */
  message: string;
  /** The kind of the exception behind it. */
  failure: string | null;
  /** Finds the call in logs and traces. */
  traceId: string | null;
  /** How often it was logged in a row. */
  times: number;
}

/** A change that an editor of a board published. */
export interface BoardUpdate {
  name: string;
  /** What {@link BoardDocument.apply} takes, in base64. */
  update: string;
  /** The editor: one {@link Board} of one client. */
  by: string;
  /** Grows with each update of the editor; a repeat of one has the same number. */
  number: number;
}

/**
 * That an editor saved a board. In it is the version before, everything on the topic up to `offset`, and the editor's
 * own changes up to `number`.
 */
export interface BoardSaved {
  name: string;
  version: number;
  by: string;
  offset: number;
  number: number;
  /** Whether all of that was published, by now; otherwise others have to read it. */
  published: boolean;
}

/** Where an editor is in a board; both null where they are not in it any more. What a place is the board says. */
export interface BoardCursor {
  board: string;
  anchor: string | null;
  head: string | null;
}

/** A board as it was last saved; version 0 and nothing in it where it never was. */
export interface BoardSnapshot {
  name: string;
  /** Base64. */
  snapshot: string;
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
}

/** A browser of the user that is told while nobody looks (Web Push). */
export interface PushDevice {
  id: string;
  /** The push service's host. */
  host: string;
  deviceName: string | null;
  createdAt: string;
}

/** Where the user is signed in: one sign-in, however many connections it has. */
export interface Device {
  id: string;
  /** Guessed from the user agent: "Firefox on Windows". */
  deviceName: string;
  /** As the client named itself; nobody vouches for it. */
  client: { name: string; version: string };
  userAgent: string;
  startedAt: string;
  lastSeenAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
  /** How many are open now. */
  connections: number;
}

/** The type of an event, `noun.past-participle`. */
export type WorkSyncEventType = keyof WorkSyncEvents;

/** Any event; `switch` over `type`. */
export type WorkSyncEvent = WorkSyncEvents[WorkSyncEventType];

/** The three events that change a channel's messages. */
export type MessageChange = WorkSyncEvents["message.created" | "message.updated" | "message.deleted"];
