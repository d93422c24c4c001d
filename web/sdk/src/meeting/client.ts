import type { WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import { delay, withRetries } from "../retry.js";
import type { Joined, Meeting, Participant, Signal } from "../types.js";
import { Attendance, type AttendancePorts, type Loss, type Shown } from "./attendance.js";
import { Connections, type WebRtc } from "./connections.js";
import { Entrance } from "./entrance.js";
import { FileTransfers } from "./files/transfers.js";
import { DEFAULT_TIMINGS, type PeerTimings } from "./health.js";
import { LocalMedia } from "./local-media.js";
import { Measuring } from "./measuring.js";
import { Mesh } from "./mesh.js";
import type { OutgoingSignal } from "./outbox.js";
import { OwnState } from "./own-state.js";
import { followPage } from "./page.js";
import type { LayerPreference, PlanePorts } from "./plane.js";
import { Planes } from "./planes.js";
import type { Fault, JoinOptions, MediaChoice, MeetingEnd, MeetingListeners, MeetingState, MutedByHost, RemoteMedia } from "./types.js";

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
 * Media flows directly between a few participants and through a media server between many, and goes on while the
 * connection to the server is lost. What breaks is mended without the app: ICE is restarted, connections are rebuilt, and
 * a participant that the server gave up meanwhile joins again.
 *
 * ```ts
 * const meeting = new MeetingClient(client);
 * meeting.on("remotes", (remotes) => show(remotes));
 * await meeting.join(meetingId, { audio: true, video: true });
 * ```
 */
export class MeetingClient extends Emitter<MeetingListeners> {
  /** Files to and from the other participants. */
  readonly files: FileTransfers;
  readonly #client: WorkSyncClient;
  readonly #options: MeetingClientOptions;
  readonly #connections: Connections;
  readonly #local: LocalMedia;
  readonly #planes: Planes;

  #state: MeetingState = "idle";
  #meeting: Meeting | null = null;
  #joinOptions: JoinOptions = {};
  #hand = false;
  #entrance: Entrance | null = null;
  #attendance: Attendance | null = null;
  #ownState: OwnState | null = null;
  #measuring: Measuring | null = null;
  #page: Unsubscribe[] = [];

  constructor(client: WorkSyncClient, options: MeetingClientOptions = {}) {
    super();
    this.#client = client;
    this.#options = options;
    this.#connections = new Connections(options.webrtc, (error) => this.#failed(error));
    this.#local = new LocalMedia(
      () => this.#connections.newStream(),
      () => this.#localChanged(),
    );
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    this.files = new FileTransfers(
      {
        connect: () => this.#connections.connect(this.#transportPolicy()),
        sendSignal: (to, signal) => this.#sendSignal(to, signal),
        failed: (error) => this.#failed(error),
      },
      timings,
    );
    this.#planes = new Planes({ mesh: (ports) => new Mesh(ports, timings) }, this.#planePorts());
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
    return this.#attendance?.roster.self ?? null;
  }

  get participantId(): string | null {
    return this.#attendance?.participantId ?? null;
  }

  /** Everybody in the meeting: this client first, the others in the order in which they came. */
  get participants(): readonly Participant[] {
    return this.#attendance?.roster.all ?? [];
  }

  /** What each of the others sends. */
  get remotes(): readonly RemoteMedia[] {
    return this.#planes.remotes.map(({ participantId, media, screen, connection }) => ({
      participantId,
      media,
      screen: this.#attendance?.roster.other(participantId)?.screen ? screen : null,
      connection,
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
   * Joins a meeting; where it has a lobby, once a host admits. A microphone or camera that can't be had is told by
   * `error` and doesn't keep from joining. Rejects with a {@link WorkSyncError} when the server or the host refuses.
   */
  async join(meetingId: string, options: JoinOptions = {}): Promise<Joined> {
    if (this.#state !== "idle" && this.#state !== "left") throw new Error("Already in a meeting: leave it first");
    this.#setState("joining");
    this.#joinOptions = options;
    this.#hand = false;
    this.#page = followPage(
      () => this.#leaveAtOnce(),
      () => {
        this.#planes.networkChanged();
        this.files.networkChanged();
      },
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

  /** Shows everybody an emoji for a moment. */
  async react(emoji: string): Promise<void> {
    if (this.#meeting) await this.#client.meetings.react(this.#meeting.id, emoji);
  }

  /** Says how large each picture is shown, so that a media server sends no more than that. */
  prefer(preferences: readonly LayerPreference[]): void {
    this.#planes.prefer(preferences);
  }

  /** Leaves the meeting, or its lobby; local media is released at once. Done by itself when the page is closed. */
  async leave(): Promise<void> {
    const attendance = this.#attendance;
    this.#end("left");
    await attendance?.leave();
  }

  /** For tests: breaks something on purpose. */
  async simulate(fault: Fault): Promise<void> {
    if (fault === "socket") await this.#client.reconnect();
    if (fault === "ice") {
      this.#planes.simulateIceFailure();
      this.files.simulateIceFailure();
    }
    if (fault === "plane" && this.#meeting) await this.#client.meetings.update(this.#meeting.id, { mediaPlane: "sfu" });
  }

  /** Becomes a participant, listens, and only then offers: so that no answer is missed. */
  async #enter(meetingId: string, before: Attendance | null = null): Promise<Joined> {
    const { deviceName } = this.#joinOptions;
    const { audio, video } = this.#shown();
    const entrance = (this.#entrance = new Entrance(this.#client, meetingId, (meeting) => this.#wait(meeting)));
    const joined = await entrance.enter({ deviceName, audio, video, resume: before?.resume });
    const attendance = await Attendance.of(this.#client, joined, this.#attendancePorts(), before);
    if (this.#entrance !== entrance) {
      await attendance.leave();
      throw new Error("Left while joining");
    }
    this.#entrance = null;
    this.#begin(attendance, joined, before);
    return joined;
  }

  #wait(meeting: Meeting): void {
    this.#meeting = meeting;
    this.emit("meeting", meeting);
    this.#setState("waiting");
  }

  #begin(attendance: Attendance, joined: Joined, before: Attendance | null): void {
    if (before?.participantId !== attendance.participantId) this.#clearMedia();
    this.#attendance = attendance;
    this.#connections.open(
      attendance.iceServers,
      () => attendance.fetchIceServers(),
      (servers) => {
        this.#planes.refreshIceServers(servers);
        this.files.refreshIceServers(servers);
      },
    );
    this.#ownState = new OwnState(() => attendance.tell(this.#shown()), (error) => this.#failed(error));
    this.#setState("joined");
    this.#meetingChanged(joined.meeting);
    before?.roster.others
      .filter(({ participantId }) => !attendance.roster.other(participantId))
      .forEach(({ participantId }) => this.#left(participantId));
    attendance.begin();
    if (this.#attendance !== attendance) return;
    this.#ownState.changed();
    this.#measuring = new Measuring(this.#options.qualityIntervalMs ?? 3_000, {
      samples: () => this.#planes.samples(),
      measured: (quality) => this.emit("quality", quality),
      report: (samples) => attendance.reportQuality(samples),
    });
  }

  #attendancePorts(): AttendancePorts {
    return {
      meeting: (meeting) => this.#meetingChanged(meeting),
      upserted: (participant) => this.#upserted(participant),
      left: (participantId) => this.#left(participantId),
      signal: (signal) => this.#receive(signal),
      iceServers: (iceServers) => this.#connections.take(iceServers),
      muted: (muted) => void this.#muted(muted),
      reaction: (participantId, emoji) => this.emit("reaction", { participantId, emoji }),
      lobby: (waiting) => this.emit("lobby", waiting),
      speakers: (participantIds) => this.emit("speakers", participantIds),
      over: (reason) => this.#end(reason),
      lost: (loss) => void this.#rejoin(loss),
      failed: (error) => this.#failed(error),
    };
  }

  #planePorts(): PlanePorts {
    return {
      connect: () => this.#connections.connect(this.#transportPolicy()),
      sendSignal: (to, signal) => this.#sendSignal(to, signal),
      local: (slot) => this.#local.track(slot),
      localStream: (slot) => this.#local.streamOf(slot),
      newStream: () => this.#connections.newStream(),
      sending: () => {},
      receiving: () => {},
      changed: () => this.emit("remotes", this.remotes),
      failed: (error) => this.#failed(error),
    };
  }

  #meetingChanged(meeting: Meeting): void {
    // of two that cross each other on the way the newer one stands
    if (this.#meeting?.id === meeting.id && (meeting.version ?? 0) < (this.#meeting.version ?? 0)) return;
    this.#meeting = meeting;
    if (this.#attendance && !meeting.endedAt) this.#planes.switchTo(meeting.mediaPlane);
    this.emit("meeting", meeting);
  }

  #upserted(participant: Participant): void {
    if (participant.participantId !== this.participantId) {
      this.#planes.add(participant);
      this.files.join(participant);
    }
    this.#rosterChanged();
  }

  #left(participantId: string): void {
    this.#planes.remove(participantId);
    this.files.leave(participantId);
    this.#rosterChanged();
  }

  #rosterChanged(): void {
    this.emit("remotes", this.remotes);
    this.emit("participants", this.participants);
  }

  #receive(signal: Signal): void {
    if (signal.connection === "files") this.files.receive(signal);
    else if (!signal.key) this.#planes.receive(signal);
  }

  async #muted(muted: MutedByHost): Promise<void> {
    if (muted.audio) await this.#local.set("microphone", false);
    if (muted.video) await this.#local.set("camera", false);
    if (muted.screen) this.#local.unshareScreen();
    this.emit("muted", muted);
  }

  /** Unless it was told otherwise, the server gave this participant up because it was away. */
  async #rejoin(loss: Loss): Promise<void> {
    const lost = this.#attendance;
    await delay(REJOIN_AFTER_MS);
    if (this.#state !== "joined" || !this.#meeting || !lost || this.#attendance !== lost) return;
    const meetingId = this.#meeting.id;
    this.#setState("joining");
    // who heard that this participant was given up has ended the connection to it
    this.#reset(loss === "unheard");
    try {
      await withRetries(() => this.#enter(meetingId, lost), {
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
    this.#reset(false);
    this.files.close();
    this.#page.splice(0).forEach((off) => off());
    this.#setState("left");
    this.#local.release();
    this.#rosterChanged();
    this.emit("over", reason);
  }

  #reset(keepsMedia: boolean): void {
    this.#entrance?.close();
    this.#entrance = null;
    if (!keepsMedia) this.#clearMedia();
    this.#attendance?.close();
    this.#attendance = null;
    this.#connections.close();
    this.#ownState?.close();
    this.#ownState = null;
    this.#measuring?.close();
    this.#measuring = null;
  }

  #clearMedia(): void {
    this.#planes.clear();
    this.files.suspend();
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
    this.#planes.sendLocal();
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

  #transportPolicy(): RTCIceTransportPolicy {
    return this.#meeting?.relayOnly ? "relay" : (this.#options.iceTransportPolicy ?? "all");
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
