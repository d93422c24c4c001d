/**
 * What travels between WorkSync and its clients: the payloads of the API and of the events, with the names they
 * have on the wire. Fields that a newer server adds are ignored; see `docs` of the server for the full schemas.
 */

export type * from "./types/chat.js";
export type * from "./types/presence.js";
export type * from "./types/notifications.js";
export type * from "./types/meetings.js";
export type * from "./types/boards.js";
export type * from "./types/sessions.js";
export type * from "./types/operations.js";
export type * from "./types/events.js";
