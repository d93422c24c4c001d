/**
 * The SDK of WorkSync: {@link WorkSyncClient} for calls and events, {@link MeetingClient} to take part in a meeting,
 * {@link ChannelTimeline} to keep a channel's messages, {@link Board} to change a document together,
 * {@link NodeWatch} for admins.
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
  type Delivery,
  type TopicClient,
  type TopicPosition,
  type TopicUse,
  type Transport,
  type WorkSyncOptions,
} from "./client.js";
export type {
  ChatApi,
  Draft,
  HistoryQuery,
  HttpMethod,
  MyPresence,
  NewChannel,
  NotificationsApi,
  PageQuery,
  PresenceApi,
  SessionsApi,
} from "./api.js";
export { WorkSyncError, type FieldError } from "./errors.js";
export type { Unsubscribe } from "./emitter.js";
export { randomId } from "./id.js";
export { ChannelTimeline, type Gap } from "./timeline.js";
export { Board } from "./board/board.js";
export { TopicPeople, type TopicPeopleListeners } from "./board/people.js";
export type { BoardDocument, BoardLimits, BoardListeners, BoardOptions, BoardStatus } from "./board/types.js";
export { NodeWatch, type NodeWatchListeners, type NodeWatchTimings, type WatchedNode } from "./ops/node-watch.js";
export { fromBase64, toBase64 } from "./base64.js";
export type { MeetingChange, MeetingsApi, Mute, NewMeeting, ParticipantQuality } from "./meeting/api.js";
export { MeetingClient, type MeetingClientOptions } from "./meeting/client.js";
export { canEncrypt, type EncryptionState } from "./meeting/e2ee/encryption.js";
export { IncomingTransfer } from "./meeting/files/incoming.js";
export { OutgoingTransfer } from "./meeting/files/outgoing.js";
export { clearOwnStorage, inMemory, inOwnStorage, placeFor, type FileSink } from "./meeting/files/sinks.js";
export type { TransferState } from "./meeting/files/transfer.js";
export type { FileListeners, FileTransfers } from "./meeting/files/transfers.js";
export type { WebRtc } from "./meeting/connections.js";
export type { PeerTimings } from "./meeting/health.js";
export type { LayerPreference, MediaPlane, PlaneMedia, PlanePorts } from "./meeting/plane.js";
export type {
  Fault,
  JoinOptions,
  MediaChoice,
  MeetingEnd,
  MeetingListeners,
  MeetingState,
  MutedByHost,
  PeerConnectionState,
  Quality,
  RemoteMedia,
} from "./meeting/types.js";
