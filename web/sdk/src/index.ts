/**
 * The SDK of WorkSync: {@link WorkSyncClient} for calls and events, {@link MeetingClient} to take part in a meeting,
 * {@link ChannelTimeline} to keep a channel's messages.
 *
 * @packageDocumentation
 */
export * from "./types.js";
export {
  WorkSyncClient,
  SignedOutError,
  type ClientListeners,
  type ClientSignals,
  type ConnectionState,
  type TopicUse,
  type WorkSyncOptions,
} from "./client.js";
export type {
  ChatApi,
  Draft,
  HistoryQuery,
  HttpMethod,
  MeetingsApi,
  MyPresence,
  NewChannel,
  NewMeeting,
  NotificationsApi,
  PageQuery,
  PresenceApi,
} from "./api.js";
export { WorkSyncError, type FieldError } from "./errors.js";
export type { Unsubscribe } from "./emitter.js";
export { randomId } from "./id.js";
export { ChannelTimeline, type Gap } from "./timeline.js";
export { MeetingClient, type MeetingClientOptions, type WebRtc } from "./meeting/client.js";
export type { PeerTimings } from "./meeting/health.js";
export type {
  JoinOptions,
  MediaChoice,
  MeetingEnd,
  MeetingListeners,
  MeetingState,
  PeerConnectionState,
  Quality,
  RemoteMedia,
} from "./meeting/types.js";
