import type { WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import { delay, withRetries } from "../retry.js";
import type { Joined, Meeting, Participant } from "../types.js";
import { Attendance, type AttendancePorts, type Loss, type Shown } from "./attendance.js";
import { Entrance } from "./entrance.js";
import type { EncryptionState } from "./e2ee/encryption.js";
import type { FileTransfers } from "./files/transfers.js";
import { Measuring } from "./measuring.js";
import { MeetingMedia, type MediaOptions } from "./media.js";
import type { OutgoingSignal } from "./outbox.js";
import { OwnState } from "./own-state.js";
import { followPage } from "./page.js";
import type { LayerPreference } from "./plane.js";
import type { Fault, JoinOptions, MediaChoice, MeetingEnd, MeetingListeners, MeetingState, MutedByHost, RemoteMedia } from "./types.js";

/** Settings that rarely need to be changed. */
export interface MeetingClientOptions extends MediaOptions {
  /** How often `quality` is measured. 3 s by default. */
  qualityIntervalMs?: number;
}

/** Time for the reason to arrive why the server gave this participant up. */
const REJOIN_AFTER_MS = 1_000;
const REJOIN_DEADLINE_MS = 30_000;

/**
 * Takes part in one meeting at a time: the others' media as streams, one's own microphone, camera and screen.
 *
 * Media flows directly between a few participants and through a media server between many, and goes on while the
 * connection to the server is lost. What breaks is mended without the app: ICE is restarted, connections are rebuilt, and
 * a participant that the server gave up meanwhile joins again. Where the meeting is encrypted end to end, only the
 * participants can open what they send each other, and what isn't encrypted so is not shown.
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
  readonly #media: MeetingMedia;

  #state: MeetingState = "idle";
  #meeting: Meeting | null = null;
  #joinOptions: JoinOptions = {};
  #hand = false;
  #encryption: EncryptionState | null = null;
  #entrance: Entrance | null = null;
  #attendance: Attendance | null = null;
  #ownState: OwnState | null = null;
  #measuring: Measuring | null = null;
  #page: Unsubscribe[] = [];

  constructor(client: WorkSyncClient, options: MeetingClientOptions = {}) {
    super();
    this.#client = client;
    this.#options = options;
    this.#media = new MeetingMedia(options, {
      sendSignal: (to, signal) => this.#sendSignal(to, signal),
      subscribe: async (preferences) => this.#attendance?.subscribe(preferences),
      changed: () => this.emit("remotes", this.remotes),
      localChanged: () => {
        this.emit("local");
        this.#ownState?.changed();
      },
      encrypted: (state) => {
        this.#encryption = state;
        this.emit("encryption", state);
      },
      failed: (error) => this.#failed(error),
    });
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
    return this.#media.remotes.map(({ participantId, media, screen, connection }) => ({
      participantId,
      media,
      screen: this.#attendance?.roster.other(participantId)?.screen ? screen : null,
      connection,
    }));
  }

  /** The own microphone and camera, the same stream all the time; to be shown without sound. */
  get localMedia(): MediaStream {
    return this.#media.local.media;
  }

  /** The own shared screen. */
  get localScreen(): MediaStream | null {
    return this.#media.local.screen;
  }

  /** Files to and from the other participants. */
  get files(): FileTransfers {
    return this.#media.files;
  }

  /** How the meeting is encrypted end to end; `null` where it isn't. */
  get encryption(): EncryptionState | null {
    return this.#encryption;
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
      () => this.#media.networkChanged(),
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
    return this.#media.local.set("microphone", choice);
  }

  /** Turns the camera on or off, or takes another one. */
  setVideo(choice: MediaChoice): Promise<void> {
    return this.#media.local.set("camera", choice);
  }

  /** Shares a screen, by default one that the user picks. Ends by itself when the user stops it in the browser. */
  addScreen(stream?: MediaStream): Promise<void> {
    return this.#media.local.shareScreen(stream);
  }

  /** Shares the screen no longer. */
  removeScreen(): Promise<void> {
    this.#media.local.unshareScreen();
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
    this.#media.prefer(preferences);
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
    if (fault === "ice") this.#media.simulateIceFailure();
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
    try {
      this.#begin(attendance, joined, before);
    } catch (error) {
      await attendance.leave();
      throw error;
    }
    return joined;
  }

  #wait(meeting: Meeting): void {
    this.#meeting = meeting;
    this.emit("meeting", meeting);
    this.#setState("waiting");
  }

  #begin(attendance: Attendance, joined: Joined, before: Attendance | null): void {
    if (before?.participantId !== attendance.participantId) this.#media.clear();
    this.#media.open(attendance.participantId, joined.meeting, attendance.iceServers, () => attendance.fetchIceServers());
    this.#attendance = attendance;
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
      samples: () => this.#media.samples(),
      measured: (quality) => this.emit("quality", quality),
      report: (samples) => attendance.reportQuality(samples),
    });
  }

  #attendancePorts(): AttendancePorts {
    return {
      meeting: (meeting) => this.#meetingChanged(meeting),
      upserted: (participant) => this.#upserted(participant),
      left: (participantId) => this.#left(participantId),
      signal: (signal) => this.#media.receive(signal),
      iceServers: (iceServers) => this.#media.takeIceServers(iceServers),
      muted: (muted) => void this.#muted(muted),
      reaction: (participantId, emoji) => this.emit("reaction", { participantId, emoji }),
      lobby: (waiting) => this.emit("lobby", waiting),
      speakers: (participantIds) => this.emit("speakers", participantIds),
      over: (reason) => this.#end(reason),
      lost: (loss) => void this.#rejoin(loss),
      failed: (error) => this.#failed(error),
    };
  }

  #meetingChanged(meeting: Meeting): void {
    // of two that cross each other on the way the newer one stands
    if (this.#meeting?.id === meeting.id && (meeting.version ?? 0) < (this.#meeting.version ?? 0)) return;
    this.#meeting = meeting;
    if (this.#attendance && !meeting.endedAt) this.#media.follow(meeting);
    this.emit("meeting", meeting);
  }

  #upserted(participant: Participant): void {
    if (participant.participantId !== this.participantId) this.#media.add(participant);
    this.#rosterChanged();
  }

  #left(participantId: string): void {
    this.#media.remove(participantId);
    this.#rosterChanged();
  }

  #rosterChanged(): void {
    this.emit("remotes", this.remotes);
    this.emit("participants", this.participants);
  }

  async #muted(muted: MutedByHost): Promise<void> {
    if (muted.audio) await this.#media.local.set("microphone", false);
    if (muted.video) await this.#media.local.set("camera", false);
    if (muted.screen) this.#media.local.unshareScreen();
    if (muted.hand) this.#hand = false;
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
    this.#page.splice(0).forEach((off) => off());
    this.#setState("left");
    this.#media.end();
    this.#encryption = null;
    this.#rosterChanged();
    this.emit("over", reason);
  }

  #reset(keepsMedia: boolean): void {
    this.#entrance?.close();
    this.#entrance = null;
    if (!keepsMedia) this.#media.clear();
    this.#media.pause();
    this.#attendance?.close();
    this.#attendance = null;
    this.#ownState?.close();
    this.#ownState = null;
    this.#measuring?.close();
    this.#measuring = null;
  }

  async #capture(device: "microphone" | "camera", choice: MediaChoice | undefined): Promise<void> {
    if (choice === undefined || choice === false) return;
    try {
      await this.#media.local.set(device, choice);
    } catch (error) {
      this.#failed(error);
    }
  }

  #shown(): Shown {
    return {
      audio: this.#media.local.track("microphone") !== null,
      video: this.#media.local.track("camera") !== null,
      screen: this.#media.local.track("screen") !== null,
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

  #failed(error: unknown): void {
    this.emit("error", error instanceof Error ? error : new Error(String(error)));
  }

  #setState(state: MeetingState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit("state", state);
  }
}
