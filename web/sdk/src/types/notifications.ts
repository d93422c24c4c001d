/** The inbox, and browsers that are told while nobody looks. */

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

/** A browser of the user that is told while nobody looks (Web Push). */
export interface PushDevice {
  id: string;
  /** The push service's host. */
  host: string;
  deviceName: string | null;
  createdAt: string;
}
