import { path, withQuery } from "../api.js";
import type { TopicUse, WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import { delay, withRetries } from "../retry.js";
import type { Joined, Meeting, Participant, Signal, WorkSyncEvent } from "../types.js";
import { LocalMedia } from "./local-media.js";
import { SignalOutbox } from "./outbox.js";
import { DEFAULT_TIMINGS, Peer, type PeerTimings } from "./peer.js";
import { qualityBetween, sampleOf, type Sample } from "./quality.js";
import type {
  JoinOptions,
  MediaChoice,
  MeetingEnd,
  MeetingListeners,
  MeetingState,
  Quality,
  RemoteMedia,
} from "./types.js";

/** How a {@link MeetingClient} reaches the browser's WebRTC; to be given only outside of browsers. */
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

/** Signals of somebody whose arrival wasn't told yet: kept until it is. */
const MAX_EARLY_SIGNALS = 256;
/** Connections whose quality is measured at a time. */
const MAX_MEASURED = 16;
/** What is read of a topic's past when joining. */
const CATCH_UP = 500;
/** Time for the reason of an ended topic to arrive. */
const REJOIN_AFTER_MS = 1_000;
const REJOIN_DEADLINE_MS = 30_000;
/** Credentials are renewed so long before they end. */
const RENEW_BEFORE_MS = 60_000;
const RENEW_AT_LEAST_MS = 10_000;

interface Member {
  peer: Peer;
  outbox: SignalOutbox;
  sample?: Sample;
}

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
  readonly #members = new Map<string, Member>();

  #state: MeetingState = "idle";
  #meeting: Meeting | null = null;
  #self: Participant | null = null;
  #roster = new Map<string, Participant>();
  #iceServers: RTCIceServer[] = [];
  #joinOptions: JoinOptions = {};
  #early: Signal[] = [];
  #topics: TopicUse[] = [];
  #listeners: Unsubscribe[] = [];
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #measuring: ReturnType<typeof setInterval> | undefined;
  #telling: Promise<void> | null = null;
  #toldAgain = false;
  #hand = false;

  constructor(client: WorkSyncClient, options: MeetingClientOptions = {}) {
    super();
    this.#client = client;
    this.#options = options;
    this.#local = new LocalMedia(
      () => this.#newStream(),
      () => this.#localChanged(),
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
    return this.#self;
  }

  get participantId(): string | null {
    return this.#self?.participantId ?? null;
  }

  /** Everybody in the meeting: this client first, the others in the order in which they came. */
  get participants(): readonly Participant[] {
    const others = [...this.#roster.values()].sort((a, b) => a.joinedAt.localeCompare(b.joinedAt));
    return this.#self ? [this.#self, ...others] : others;
  }

  /** What each of the others sends. */
  get remotes(): readonly RemoteMedia[] {
    return [...this.#members].map(([participantId, { peer }]) => ({
      participantId,
      media: peer.media,
      screen: this.#roster.get(participantId)?.screen ? peer.screen : null,
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
    this.#follow();
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
    this.#localChanged();
    return Promise.resolve();
  }

  /** Leaves the meeting; local media is released at once. Done by itself when the page is closed. */
  async leave(): Promise<void> {
    const own = this.#ownPath();
    if (this.#state !== "joined" && this.#state !== "joining") return;
    this.#end("left");
    if (!own) return;
    try {
      await this.#client.call("DELETE", own);
    } catch (error) {
      // 404: the server has forgotten this participant already
      if (!(error instanceof WorkSyncError && error.status === 404)) throw error;
    }
  }

  // --- joining

  async #capture(device: "microphone" | "camera", choice: MediaChoice | undefined): Promise<void> {
    if (choice === undefined || choice === false) return;
    try {
      await this.#local.set(device, choice);
    } catch (error) {
      this.emit("error", error as Error);
    }
  }

  /** Becomes a participant, listens, and only then offers: so that no answer is missed. */
  async #enter(meetingId: string): Promise<Joined> {
    const { deviceName } = this.#joinOptions;
    const { audio, video } = this.#flags();
    const joined = await this.#client.call<Joined>(
      "POST",
      path`/api/meetings/v1/meetings/${meetingId}/participants`,
      { deviceName, audio, video },
    );
    try {
      this.#assertJoining();
      this.#adopt(joined);
      const early = await this.#subscribe(meetingId, joined.participantId);
      this.#assertJoining();
      this.#begin(early);
    } catch (error) {
      await this.#client.call("DELETE", participantPath(meetingId, joined.participantId)).catch(() => {});
      throw error;
    }
    return joined;
  }

  #assertJoining(): void {
    if (this.#state !== "joining") throw new Error("Left while joining");
  }

  #begin(early: WorkSyncEvent[]): void {
    for (const participant of this.#roster.values()) this.#connectTo(participant);
    this.#setState("joined");
    early.forEach((event) => this.#apply(event));
    this.#measure();
    this.#localChanged();
    this.emit("participants", this.participants);
    this.emit("remotes", this.remotes);
  }

  #adopt(joined: Joined): void {
    this.#meeting = joined.meeting;
    const { participantId } = joined;
    const others = joined.participants.filter((participant) => participant.participantId !== participantId);
    this.#self =
      joined.participants.find((participant) => participant.participantId === participantId) ??
      this.#newSelf(joined);
    this.#roster = new Map(others.map((participant) => [participant.participantId, participant]));
    this.#useIceServers(joined.iceServers, joined.iceServersExpireAt);
    this.emit("meeting", joined.meeting);
  }

  #newSelf({ participantId, meeting }: Joined): Participant {
    return {
      participantId,
      meetingId: meeting.id,
      userId: "",
      displayName: "",
      deviceName: this.#joinOptions.deviceName ?? null,
      ...this.#flags(),
      offerer: true,
      polite: false,
      joinedAt: new Date().toISOString(),
    };
  }

  /** Resolves with what arrived meanwhile, and with signals that were sent before this participant listened. */
  async #subscribe(meetingId: string, participantId: string): Promise<WorkSyncEvent[]> {
    const meetingTopic = `meeting:${meetingId}`;
    const ownTopic = `participant:${participantId}`;
    const live = new Set<string>();
    const held: WorkSyncEvent[] = [];
    const off = this.#client.on("event", (event, topic) => {
      if (topic !== meetingTopic && topic !== ownTopic) return;
      live.add(JSON.stringify(event));
      held.push(event);
    });
    try {
      this.#topics = [this.#client.useTopic(meetingTopic), this.#client.useTopic(ownTopic)];
      await Promise.all(this.#topics.map((use) => use.ready));
      const [signals] = await Promise.all([this.#past(ownTopic), this.#readRoster(meetingId, participantId)]);
      return [...signals.filter((event) => !live.has(JSON.stringify(event))), ...held];
    } finally {
      off();
    }
  }

  /** Who is there now; those who joined before this participant listened are among them. */
  async #readRoster(meetingId: string, participantId: string): Promise<void> {
    const meeting = await this.#client.meetings.get(meetingId, participantId);
    const self = meeting.participants.find((participant) => participant.participantId === participantId);
    if (self) this.#self = self;
    const others = meeting.participants.filter((participant) => participant.participantId !== participantId);
    this.#roster = new Map(others.map((participant) => [participant.participantId, participant]));
    if (!self) throw new WorkSyncError({ status: 404, code: 404, title: "Not in this meeting any more" });
  }

  async #past(topic: string): Promise<WorkSyncEvent[]> {
    try {
      return await this.#client.topicHistory(topic, CATCH_UP);
    } catch (error) {
      this.emit("error", error as Error);
      return [];
    }
  }

  // --- events

  #follow(): void {
    const client = this.#client;
    this.#listeners = [
      client.on("event", (event, topic) => {
        // while joining, what arrives is collected and applied once the roster is known
        if (this.#state === "joined" && this.#isOwnTopic(topic)) this.#apply(event);
      }),
      client.on("resync", ({ topic }) => this.#isOwnTopic(topic) && void this.#reload(topic)),
      client.on("unsubscribed", ({ topic }) => this.#isOwnTopic(topic) && void this.#rejoin()),
      ...this.#followPage(),
    ];
  }

  #followPage(): Unsubscribe[] {
    if (typeof window === "undefined") return [];
    return [
      listen(window, "pagehide", () => this.#leaveAtOnce()),
      listen(window, "online", () => this.#networkChanged()),
      ...("connection" in navigator
        ? [listen(navigator.connection as EventTarget, "change", () => this.#networkChanged())]
        : []),
    ];
  }

  #isOwnTopic(topic: string): boolean {
    return topic === `meeting:${this.#meeting?.id}` || topic === `participant:${this.participantId}`;
  }

  #apply(event: WorkSyncEvent): void {
    switch (event.type) {
      case "participant.joined":
      case "participant.updated":
        this.#upsert(event.participant);
        break;
      case "participant.left":
        this.#gone(event.participant.participantId);
        break;
      case "participant.removed":
        this.#end("removed");
        break;
      case "meeting.updated":
        this.#meeting = event.meeting;
        this.emit("meeting", event.meeting);
        break;
      case "meeting.ended":
        this.#meeting = event.meeting;
        this.#end("ended");
        break;
      case "signal.received":
        this.#signal(event.signal);
        break;
    }
  }

  #upsert(participant: Participant): void {
    const { participantId } = participant;
    if (participantId === this.participantId) {
      this.#self = participant;
    } else {
      this.#roster.set(participantId, participant);
      if (!this.#members.has(participantId)) this.#connectTo(participant);
      this.emit("remotes", this.remotes);
    }
    this.emit("participants", this.participants);
  }

  #gone(participantId: string): void {
    if (participantId === this.participantId) {
      // unless it was taken out on purpose, which it is told elsewhere
      void this.#rejoin();
      return;
    }
    this.#roster.delete(participantId);
    this.#disconnectFrom(participantId);
    this.emit("remotes", this.remotes);
    this.emit("participants", this.participants);
  }

  #signal(signal: Signal): void {
    const member = this.#members.get(signal.from);
    if (member) {
      member.peer.receive(signal);
      return;
    }
    this.#early.push(signal);
    if (this.#early.length > MAX_EARLY_SIGNALS) this.#early.shift();
  }

  // --- peers

  #connectTo(participant: Participant): void {
    const { participantId } = participant;
    const outbox = new SignalOutbox(
      (signal) => this.#sendSignal(participantId, signal),
      (error) => this.#reportSignalFailure(error),
    );
    const roles = { offerer: !participant.offerer, polite: !participant.polite };
    const ports = {
      connect: () => this.#newConnection(),
      send: outbox.push.bind(outbox),
      discard: outbox.clear.bind(outbox),
      local: this.#local.track.bind(this.#local),
      localStream: this.#local.streamOf.bind(this.#local),
      changed: () => this.emit("remotes", this.remotes),
      failed: (error: unknown) => this.emit("error", error as Error),
    };
    const timings = { ...DEFAULT_TIMINGS, ...this.#options.timings };
    const peer = new Peer(roles, ports, () => this.#newStream(), timings);
    this.#members.set(participantId, { peer, outbox });
    const early = this.#early.filter((signal) => signal.from === participantId);
    this.#early = this.#early.filter((signal) => signal.from !== participantId);
    early.forEach((signal) => peer.receive(signal));
  }

  #disconnectFrom(participantId: string): void {
    const member = this.#members.get(participantId);
    if (!member) return;
    this.#members.delete(participantId);
    member.outbox.close();
    member.peer.close();
  }

  #sendSignal(to: string, signal: object): Promise<unknown> {
    const { meeting, participantId } = this;
    if (!meeting || !participantId) return Promise.resolve();
    const body = { from: participantId, to, ...signal };
    return this.#client.call("POST", path`/api/meetings/v1/meetings/${meeting.id}/signals`, body);
  }

  #reportSignalFailure(error: unknown): void {
    // 404: the other one has just left
    if (error instanceof WorkSyncError && error.status === 404) return;
    this.emit("error", error as Error);
  }

  #newConnection(): RTCPeerConnection {
    const Connection = this.#options.webrtc?.RTCPeerConnection ?? globalThis.RTCPeerConnection;
    return new Connection({
      iceServers: this.#iceServers,
      bundlePolicy: "max-bundle",
      iceTransportPolicy: this.#options.iceTransportPolicy ?? "all",
    });
  }

  #newStream(): MediaStream {
    const Stream = this.#options.webrtc?.MediaStream ?? globalThis.MediaStream;
    return new Stream();
  }

  #networkChanged(): void {
    for (const { peer } of this.#members.values()) peer.networkChanged();
  }

  // --- what the others are told

  #localChanged(): void {
    for (const { peer } of this.#members.values()) {
      peer.sendLocal().catch((error: unknown) => this.emit("error", error as Error));
    }
    this.emit("local");
    if (this.#state === "joined") this.#tell();
  }

  #flags(): Pick<Participant, "audio" | "video" | "screen" | "hand"> {
    return {
      audio: this.#local.track("microphone") !== null,
      video: this.#local.track("camera") !== null,
      screen: this.#local.track("screen") !== null,
      hand: this.#hand,
    };
  }

  /** Tells the state of the moment; changes while that goes on are told once more, together. */
  #tell(): void {
    this.#toldAgain = true;
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = null;
    });
  }

  async #tellAll(): Promise<void> {
    while (this.#toldAgain && this.#state === "joined") {
      this.#toldAgain = false;
      const own = this.#ownPath();
      try {
        if (own) this.#upsert(await this.#client.call<Participant>("PATCH", own, this.#flags()));
      } catch (error) {
        if (this.#state !== "joined") return;
        this.emit("error", error as Error);
        if (!(error instanceof WorkSyncError && error.temporary)) return;
        this.#toldAgain = true;
        await delay(1_000);
      }
    }
  }

  #ownPath(): string | null {
    const { meeting, participantId } = this;
    return meeting && participantId ? participantPath(meeting.id, participantId) : null;
  }

  // --- staying in

  #useIceServers(iceServers: RTCIceServer[], expireAt: string | null): void {
    this.#iceServers = iceServers;
    for (const { peer } of this.#members.values()) peer.refreshIceServers(iceServers);
    clearTimeout(this.#renewal);
    if (!expireAt || iceServers.length === 0) return;
    const left = Date.parse(expireAt) - Date.now();
    this.#renewal = setTimeout(() => void this.#renew(), Math.max(left - RENEW_BEFORE_MS, left / 2, RENEW_AT_LEAST_MS));
  }

  async #renew(): Promise<void> {
    const { meeting, participantId } = this;
    if (!meeting || !participantId || this.#state !== "joined") return;
    try {
      const fresh = await this.#client.call<Pick<Joined, "iceServers" | "iceServersExpireAt">>(
        "GET",
        withQuery(path`/api/meetings/v1/meetings/${meeting.id}/ice-servers`, { participantId }),
      );
      this.#useIceServers(fresh.iceServers, fresh.iceServersExpireAt);
    } catch (error) {
      this.emit("error", error as Error);
      if (error instanceof WorkSyncError && error.temporary) {
        this.#renewal = setTimeout(() => void this.#renew(), RENEW_AT_LEAST_MS);
      }
    }
  }

  /** Events were missed for good. The roster is read again; signals that were lost are sent again by the others. */
  async #reload(topic: string): Promise<void> {
    const { meeting, participantId } = this;
    if (this.#state !== "joined" || !meeting || !participantId || topic !== `meeting:${meeting.id}`) return;
    try {
      await this.#readRoster(meeting.id, participantId);
      for (const known of this.#members.keys()) if (!this.#roster.has(known)) this.#disconnectFrom(known);
      for (const participant of this.#roster.values()) this.#upsert(participant);
    } catch (error) {
      if (error instanceof WorkSyncError && error.status === 404) void this.#rejoin();
      else this.emit("error", error as Error);
    }
  }

  /** The server ended a topic without a word: it gave this participant up while it was away. */
  async #rejoin(): Promise<void> {
    // whoever was taken out on purpose is told so on another topic at the same time
    await delay(REJOIN_AFTER_MS);
    const { meeting } = this;
    if (this.#state !== "joined" || !meeting) return;
    this.#setState("joining");
    this.#reset();
    try {
      await withRetries(() => this.#enter(meeting.id), {
        deadlineMs: REJOIN_DEADLINE_MS,
        retryable: (error) => error instanceof WorkSyncError && error.temporary && this.#state === "joining",
      });
    } catch (error) {
      const gone = error instanceof WorkSyncError && (error.status === 404 || error.status === 409);
      if (!gone) this.emit("error", error as Error);
      this.#end(gone ? "ended" : "removed");
    }
  }

  #leaveAtOnce(): void {
    const own = this.#ownPath();
    const { token, url } = this.#client;
    if (own && token && this.#state === "joined") {
      // the socket may be gone before a call on it is sent
      const headers = { authorization: `Bearer ${token}` };
      void fetch(url + own, { method: "DELETE", keepalive: true, headers }).catch(() => {});
    }
    this.#end("left");
  }

  #end(reason: MeetingEnd): void {
    if (this.#state === "left" || this.#state === "idle") return;
    this.#reset();
    this.#listeners.forEach((off) => off());
    this.#listeners = [];
    this.#setState("left");
    this.#local.release();
    this.#self = null;
    this.emit("remotes", this.remotes);
    this.emit("participants", this.participants);
    this.emit("over", reason);
  }

  #reset(): void {
    for (const participantId of [...this.#members.keys()]) this.#disconnectFrom(participantId);
    this.#topics.forEach((use) => use.release());
    this.#topics = [];
    this.#early = [];
    this.#roster.clear();
    clearTimeout(this.#renewal);
    clearInterval(this.#measuring);
  }

  #setState(state: MeetingState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit("state", state);
  }

  // --- quality

  #measure(): void {
    clearInterval(this.#measuring);
    let busy = false;
    this.#measuring = setInterval(() => {
      if (busy) return;
      busy = true;
      void this.#measureOnce().finally(() => (busy = false));
    }, this.#options.qualityIntervalMs ?? 3_000);
  }

  async #measureOnce(): Promise<void> {
    const measured: Quality[] = [];
    for (const [participantId, member] of [...this.#members].slice(0, MAX_MEASURED)) {
      try {
        const now = sampleOf(await member.peer.connection.getStats());
        measured.push(qualityBetween(participantId, member.sample, now));
        member.sample = now;
      } catch {
        // closed while it was being measured
      }
    }
    if (measured.length > 0) this.emit("quality", measured);
  }
}

function participantPath(meetingId: string, participantId: string): string {
  return path`/api/meetings/v1/meetings/${meetingId}/participants/${participantId}`;
}

function listen(target: EventTarget, name: string, listener: () => void): Unsubscribe {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}
