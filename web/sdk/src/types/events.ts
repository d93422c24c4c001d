/** Every event, by its type. */

import type { BoardCursor, BoardSaved, BoardUpdate } from "./boards.js";
import type { Channel, Member, Message, MyChannel, Read, User } from "./chat.js";
import type { Meeting, Participant, RingOutcome, Signal, Waiting } from "./meetings.js";
import type { Counts, Notification } from "./notifications.js";
import type { ServiceNode } from "./operations.js";
import type { Presence, Typing } from "./presence.js";

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

/** The type of an event, `noun.past-participle`. */
export type WorkSyncEventType = keyof WorkSyncEvents;

/** Any event; `switch` over `type`. */
export type WorkSyncEvent = WorkSyncEvents[WorkSyncEventType];

/** The three events that change a channel's messages. */
export type MessageChange = WorkSyncEvents["message.created" | "message.updated" | "message.deleted"];
