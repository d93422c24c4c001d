/** Who is there, and who types. */

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
