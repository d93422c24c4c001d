import type { WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import { delay, withRetries } from "../retry.js";
import type { Joined, Meeting, Participant } from "../types.js";
import { Attendance, type AttendancePorts, type Shown } from "./attendance.js";
import { DEFAULT_TIMINGS, type PeerTimings } from "./health.js";
import { RenewedIceServers } from "./ice-servers.js";
import { LocalMedia } from "./local-media.js";
import type { OutgoingSignal } from "./outbox.js";
import { OwnState } from "./own-state.js";
import { followPage } from "./page.js";
import { Peers } from "./peers.js";
import type { JoinOptions, MediaChoice, MeetingEnd, MeetingListeners, MeetingState, RemoteMedia } from "./types.js";

/** How a {@link MeetingClient} reaches WebRTC; to be given only outside of browsers. */
export interface WebRtc {
  RTCPeerConnection: typeof RTCPeerConnection;
  MediaStream: typeof MediaStream;
}

/** Settings that rarely need to be changed. */
export interface MeetingClientOptions {
  webrtc?: WebRtc;
  timings?: Partial<PeerTimings>;
  /** How often `quality` is measured. 3 s by default. */
  qualityIntervalMs?: number;
  /** `relay` sends all media through the relay, e.g. to hide addresses from the other participants. */
  iceTransportPolicy?: RTCIceTransportPolicy;
}

/** Time for the reason to arrive why the server gave this participant up. */
const REJOIN_AFTER_MS = 1_000;
const REJOIN_DEADLINE_MS = 30_000;

/**
 * Takes part in one meeting at a time: the others' media as streams, one's own microphone, camera and screen.
 *
 * Media flows directly between the participants and goes on while the connection to the server is lost. What breaks
 * is mended without the app: ICE is restarted, connections are rebuilt, and a participant that the server gave up
 * meanwhile joins again.
 *
 * ```ts
 * const meeting = new MeetingClient(client);
 * meeting.on("remotes", (remotes) => show(remotes));
 * await meeting.join(meetingId, { audio: true, video: true });
 * ```
 */
export class MeetingClient extends Emitter<MeetingListeners> {
  readonly #client: WorkSyncClient;
  readonly #options: MeetingClientOptions;
  readonly #local: LocalMedia;
  readonly #peers: Peers;

  #state: MeetingState = "idle";
  #meeting: Meeting | null = null;
  #joinOptions: JoinOptions = {};
  #hand = false;
  #attendance: Attendance | null = null;
  #iceServers: RenewedIceServers | null = null;
  #ownState: OwnState | null = null;
  #page: Unsubscribe[] = [];
  #measuring: ReturnType<typeof setInterval> | undefined;

  constructor(client: WorkSyncClient, options: MeetingClientOptions = {}) {
    super();
    this.#client = client;
    this.#options = options;
    const newStream = () => this.#newStream();
    this.#local = new LocalMedia(newStream, () => this.#localChanged());
    this.#peers = new Peers(
      {
        connect: () => this.#newConnection(),
        sendSignal: (to, signal) => this.#sendSignal(to, signal),
        local: (slot) => this.#local.track(slot),
        localStream: (slot) => this.#local.streamOf(slot),
        newStream,
        changed: () => this.emit("remotes", this.remotes),
        failed: (error) => this.#failed(error),
      },
      { ...DEFAULT_TIMINGS, ...options.timings },
    );
  }

  get state(): MeetingState {
    return this.#state;
  }

  /** The meeting that this client is or was in. */
  get meeting(): Meeting | null {
    return this.#meeting;
  }

  /** This client's own entry among the participants. */
  get self(): Participant | null {
    return this.#attendance?.self ?? null;
  }

  get participantId(): string | null {
    return this.#attendance?.participantId ?? null;
  }

  /** Everybody in the meeting: this client first, the others in the order in which they came. */
  get participants(): readonly Participant[] {
    return this.#attendance?.participants ?? [];
  }

  /** What each of the others sends. */
  get remotes(): readonly RemoteMedia[] {
    return this.#peers.all.map(([participantId, peer]) => ({
      participantId,
      media: peer.media,
      screen: this.#attendance?.other(participantId)?.screen ? peer.screen : null,
      connection: peer.state,
    }));
  }

  /** The own microphone and camera, the same stream all the time; to be shown without sound. */
  get localMedia(): MediaStream {
    return this.#local.media;
  }

  /** The own shared screen. */
  get localScreen(): MediaStream | null {
    return this.#local.screen;
  }

  /**
   * Joins a meeting. A microphone or camera that can't be had is told by `error` and doesn't keep from joining.
   * Rejects with a {@link WorkSyncError} when the server refuses.
   */
  async join(meetingId: string, options: JoinOptions = {}): Promise<Joined> {
    if (this.#state === "joining" || this.#state === "joined") throw new Error("Already in a meeting: leave it first");
    this.#setState("joining");
    this.#joinOptions = options;
    this.#hand = false;
    this.#page = followPage(
      () => this.#leaveAtOnce(),
      () => this.#peers.networkChanged(),
    );
    try {
      await Promise.all([this.#capture("microphone", options.audio), this.#capture("camera", options.video)]);
      return await this.#enter(meetingId);
    } catch (error) {
      this.#end("left");
      throw error;
    }
  }

  /** Turns the microphone on or off, or takes another one. */
  setAudio(choice: MediaChoice): Promise<void> {
    return this.#local.set("microphone", choice);
  }

  /** Turns the camera on or off, or takes another one. */
  setVideo(choice: MediaChoice): Promise<void> {
    return this.#local.set("camera", choice);
  }

  /** Shares a screen, by default one that the user picks. Ends by itself when the user stops it in the browser. */
  addScreen(stream?: MediaStream): Promise<void> {
    return this.#local.shareScreen(stream);
  }

  /** Shares the screen no longer. */
  removeScreen(): Promise<void> {
    this.#local.unshareScreen();
    return Promise.resolve();
  }

  /** Raises the hand or takes it down. */
  setHand(raised: boolean): Promise<void> {
    this.#hand = raised;
    this.#ownState?.changed();
    return Promise.resolve();
  }

  /** Leaves the meeting; local media is released at once. Done by itself when the page is closed. */
  async leave(): Promise<void> {
    const attendance = this.#attendance;
    this.#end("left");
    await attendance?.leave();
  }

  /** Becomes a participant, listens, and only then offers: so that no answer is missed. */
  async #enter(meetingId: string): Promise<Joined> {
    const { deviceName } = this.#joinOptions;
    const { audio, video } = this.#shown();
    const request = { deviceName, audio, video };
    const [attendance, joined] = await Attendance.enter(this.#client, meetingId, request, this.#attendancePorts());
    if (this.#state !== "joining") {
      await attendance.leave();
      throw new Error("Left while joining");
    }
    this.#begin(attendance, joined);
    return joined;
  }

  #begin(attendance: Attendance, joined: Joined): void {
    this.#attendance = attendance;
    this.#meeting = joined.meeting;
    const failed = (error: unknown) => this.#failed(error);
    this.#iceServers = new RenewedIceServers(
      attendance.iceServers,
      () => attendance.fetchIceServers(),
      (iceServers) => this.#peers.refreshIceServers(iceServers),
      failed,
    );
    this.#ownState = new OwnState(() => attendance.tell(this.#shown()), failed);
    this.#setState("joined");
    this.emit("meeting", joined.meeting);
    attendance.begin();
    if (this.#attendance !== attendance) return;
    this.#ownState.changed();
    this.#measure();
  }

  #attendancePorts(): AttendancePorts {
    return {
      meeting: (meeting) => {
        this.#meeting = meeting;
        this.emit("meeting", meeting);
      },
      upserted: (participant) => this.#upserted(participant),
      left: (participantId) => {
        this.#peers.disconnect(participantId);
        this.#rosterChanged();
      },
      signal: (signal) => this.#peers.receive(signal),
      over: (reason) => this.#end(reason),
      lost: () => void this.#rejoin(),
      failed: (error) => this.#failed(error),
    };
  }

  #upserted(participant: Participant): void {
    if (participant.participantId !== this.participantId) this.#peers.connect(participant);
    this.#rosterChanged();
  }

  #rosterChanged(): void {
    this.emit("remotes", this.remotes);
    this.emit("participants", this.participants);
  }

  /** Unless it was told otherwise, the server gave this participant up because it was away. */
  async #rejoin(): Promise<void> {
    const lost = this.#attendance;
    await delay(REJOIN_AFTER_MS);
    if (this.#state !== "joined" || !this.#meeting || this.#attendance !== lost) return;
    const meetingId = this.#meeting.id;
    this.#setState("joining");
    this.#reset();
    try {
      await withRetries(() => this.#enter(meetingId), {
        deadlineMs: REJOIN_DEADLINE_MS,
        retryable: (error) => this.#state === "joining" && error instanceof WorkSyncError && error.temporary,
      });
    } catch (error) {
      const gone = error instanceof WorkSyncError && (error.status === 404 || error.status === 409);
      if (!gone) this.#failed(error);
      this.#end(gone ? "ended" : "removed");
    }
  }

  #leaveAtOnce(): void {
    this.#attendance?.leaveAtOnce();
    this.#end("left");
  }

  #end(reason: MeetingEnd): void {
    if (this.#state === "left" || this.#state === "idle") return;
    this.#reset();
    this.#page.splice(0).forEach((off) => off());
    this.#setState("left");
    this.#local.release();
    this.#rosterChanged();
    this.emit("over", reason);
  }

  #reset(): void {
    this.#peers.clear();
    this.#attendance?.close();
    this.#attendance = null;
    this.#iceServers?.close();
    this.#ownState?.close();
    this.#ownState = null;
    clearInterval(this.#measuring);
  }

  async #capture(device: "microphone" | "camera", choice: MediaChoice | undefined): Promise<void> {
    if (choice === undefined || choice === false) return;
    try {
      await this.#local.set(device, choice);
    } catch (error) {
      this.#failed(error);
    }
  }

  #localChanged(): void {
    this.#peers.sendLocal();
    this.emit("local");
    this.#ownState?.changed();
  }

  #shown(): Shown {
    return {
      audio: this.#local.track("microphone") !== null,
      video: this.#local.track("camera") !== null,
      screen: this.#local.track("screen") !== null,
      hand: this.#hand,
    };
  }

  async #sendSignal(to: string, signal: OutgoingSignal): Promise<void> {
    try {
      await this.#attendance?.sendSignal(to, signal);
    } catch (error) {
      // 404: the other one has just left
      if (!(error instanceof WorkSyncError && error.status === 404)) throw error;
    }
  }

  #newConnection(): RTCPeerConnection {
    const Connection = this.#options.webrtc?.RTCPeerConnection ?? globalThis.RTCPeerConnection;
    return new Connection({
      iceServers: this.#iceServers?.current ?? [],
      bundlePolicy: "max-bundle",
      iceTransportPolicy: this.#options.iceTransportPolicy ?? "all",
    });
  }

  #newStream(): MediaStream {
    const Stream = this.#options.webrtc?.MediaStream ?? globalThis.MediaStream;
    return new Stream();
  }

  #measure(): void {
    clearInterval(this.#measuring);
    let busy = false;
    const measure = async () => {
      if (busy) return;
      busy = true;
      const quality = await this.#peers.measure();
      busy = false;
      if (quality.length > 0) this.emit("quality", quality);
    };
    this.#measuring = setInterval(() => void measure(), this.#options.qualityIntervalMs ?? 3_000);
  }

  #failed(error: unknown): void {
    this.emit("error", error instanceof Error ? error : new Error(String(error)));
  }

  #setState(state: MeetingState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit("state", state);
  }
}
