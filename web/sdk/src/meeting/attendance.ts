import { path, withQuery } from "../api.js";
import type { TopicUse, WorkSyncClient } from "../client.js";
import type { Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import type { Joined, Meeting, Participant, QualitySample, Signal, Waiting, WorkSyncEvent, WorkSyncEvents } from "../types.js";
import type { ResumeProof } from "./entrance.js";
import type { IceServers } from "./ice-servers.js";
import { Lease } from "./lease.js";
import type { OutgoingSignal } from "./outbox.js";
import type { LayerPreference } from "./plane.js";
import { Roster } from "./roster.js";
import type { MutedByHost } from "./types.js";

/** What a participant shows to the others. */
export type Shown = Pick<Participant, "audio" | "video" | "screen" | "hand">;

/** Why a participant isn't in its meeting any more, as far as it knows. */
export type Loss =
  /** The server gave it up, and told the others. */
  | "given-up"
  /** It hears nothing of the meeting any more; perhaps it is still in it. */
  | "unheard";

/** What happens in a meeting that one attends. */
export interface AttendancePorts {
  meeting(meeting: Meeting): void;
  /** Somebody came or changed, this participant included. */
  upserted(participant: Participant): void;
  left(participantId: string): void;
  signal(signal: Signal): void;
  iceServers(iceServers: IceServers): void;
  muted(muted: MutedByHost): void;
  reaction(participantId: string, emoji: string): void;
  lobby(waiting: readonly Waiting[]): void;
  speakers(participantIds: readonly string[]): void;
  over(reason: "ended" | "removed"): void;
  lost(loss: Loss): void;
  failed(error: unknown): void;
}

/** Signals that are read of the time before this participant listened. */
const CATCH_UP = 300;

/**
 * One participant's time in a meeting, as the server knows it: who else is there, and what is told to and by it.
 *
 * Nothing is missed between joining and listening: who came is in the roster that is read afterwards, what they sent
 * in the topic's past. The server hears regularly that the participant is there.
 */
export class Attendance {
  readonly participantId: string;
  readonly iceServers: IceServers;
  readonly resume: ResumeProof;
  readonly roster: Roster;
  readonly #client: WorkSyncClient;
  readonly #meetingId: string;
  readonly #ports: AttendancePorts;
  readonly #topics: TopicUse[];
  readonly #lease: Lease;
  #listeners: Unsubscribe[] = [];
  #closed = false;
  #hosts = false;
  /** How often the lobby's changes were told. */
  #lobbyTold = 0;
  /** When the newest event on the participant's own topic was, in milliseconds. */
  #heardAt: number;
  /** What arrives before the roster is known; then it is applied, and this is null. */
  #held: WorkSyncEvent[] | null = [];

  private constructor(client: WorkSyncClient, joined: Joined, ports: AttendancePorts, heardAt: number) {
    const { participantId, resumeToken, leaseSeconds, iceServers, iceServersExpireAt, meeting } = joined;
    this.#client = client;
    this.#meetingId = meeting.id;
    this.participantId = participantId;
    this.iceServers = { iceServers, iceServersExpireAt };
    this.resume = { participantId, token: resumeToken ?? "" };
    this.roster = new Roster(participantId);
    this.#ports = ports;
    this.#heardAt = heardAt;
    this.#listen();
    this.#topics = [this.#meetingTopic, this.#ownTopic].map((topic) => client.useTopic(topic));
    const renew = () => client.call("PUT", `${this.#path}/lease`);
    this.#lease = new Lease(leaseSeconds, renew, () => this.#lost("given-up"));
  }

  /**
   * Listens as the participant that came in; one that was there `before` goes on from what it heard last. Nothing is
   * told before {@link begin}.
   */
  static async of(
    client: WorkSyncClient,
    joined: Joined,
    ports: AttendancePorts,
    before: Attendance | null = null,
  ): Promise<Attendance> {
    const heardAt = before?.participantId === joined.participantId ? before.#heardAt : 0;
    const attendance = new Attendance(client, joined, ports, heardAt);
    try {
      await Promise.all(attendance.#topics.map((use) => use.ready));
      await attendance.#catchUp();
      return attendance;
    } catch (error) {
      await attendance.leave().catch(() => {});
      throw error;
    }
  }

  /** Tells who is there, and from now on what happens. */
  begin(): void {
    this.roster.all.forEach((participant) => this.#ports.upserted(participant));
    this.#lookIntoLobby();
    const held = this.#held ?? [];
    this.#held = null;
    held.forEach((event) => this.#apply(event));
  }

  async tell(shown: Shown): Promise<void> {
    this.#upsert(await this.#client.call<Participant>("PATCH", this.#path, shown));
  }

  sendSignal(to: string, signal: OutgoingSignal): Promise<unknown> {
    const signals = path`/api/meetings/v1/meetings/${this.#meetingId}/signals`;
    return this.#client.call("POST", signals, { from: this.participantId, to, ...signal });
  }

  fetchIceServers(): Promise<IceServers> {
    const { participantId } = this;
    const servers = path`/api/meetings/v1/meetings/${this.#meetingId}/ice-servers`;
    return this.#client.call("GET", withQuery(servers, { participantId }));
  }

  /** Which pictures the media server is to send, and how large. */
  subscribe(items: readonly LayerPreference[]): Promise<unknown> {
    return this.#client.call("PUT", `${this.#path}/subscriptions`, { items });
  }

  /** Tells how well media arrives here. */
  reportQuality(samples: readonly QualitySample[]): Promise<unknown> {
    return this.#client.call("POST", `${this.#path}/quality`, { samples });
  }

  /** The server may have missed a renewal: catches up on it. */
  renew(): void {
    void this.#lease.renew();
  }

  /** Listens no longer, without a word to the server. */
  close(): void {
    this.#closed = true;
    this.#lease.close();
    this.#listeners.splice(0).forEach((off) => off());
    this.#topics.forEach((use) => use.release());
  }

  /** Leaves the meeting. */
  async leave(): Promise<void> {
    this.close();
    try {
      await this.#client.call("DELETE", this.#path);
    } catch (error) {
      // 404: the server has forgotten this participant already
      if (!(error instanceof WorkSyncError && error.status === 404)) throw error;
    }
  }

  /** Leaves in a way that outlives the page, whose socket may be gone before a call on it is sent. */
  leaveAtOnce(): void {
    this.close();
    const { token, url } = this.#client;
    if (token === null) return;
    const headers = { authorization: `Bearer ${token}` };
    void fetch(url + this.#path, { method: "DELETE", keepalive: true, headers }).catch(() => {});
  }

  get #path(): string {
    return path`/api/meetings/v1/meetings/${this.#meetingId}/participants/${this.participantId}`;
  }

  get #meetingTopic(): string {
    return `meeting:${this.#meetingId}`;
  }

  get #ownTopic(): string {
    return `participant:${this.participantId}`;
  }

  #listen(): void {
    const client = this.#client;
    const isOwn = (topic: string) => topic === this.#meetingTopic || topic === this.#ownTopic;
    this.#listeners = [
      client.on("event", (event, topic) => {
        if (!isOwn(topic)) return;
        if (topic === this.#ownTopic) this.#heardAt = Math.max(this.#heardAt, Date.parse(event.at));
        if (this.#held) this.#held.push(event);
        else this.#apply(event);
      }),
      client.on("resync", ({ topic }) => {
        // signals that were lost are sent again by the others
        if (topic === this.#meetingTopic) void this.#reload();
      }),
      client.on("unsubscribed", ({ topic }) => {
        if (isOwn(topic) && !this.#held) this.#lost("unheard");
      }),
      client.on("state", (state) => {
        if (state === "connected") this.renew();
      }),
    ];
  }

  #lost(loss: Loss): void {
    if (!this.#closed && !this.#held) this.#ports.lost(loss);
  }

  async #catchUp(): Promise<void> {
    const since = this.#heardAt;
    const [past] = await Promise.all([this.#past(since), this.roster.read(this.#client, this.#meetingId)]);
    const live = this.#held ?? [];
    const known = new Set(live.map((event) => JSON.stringify(event)));
    this.#held = [...past.filter((event) => !known.has(JSON.stringify(event))), ...live];
  }

  async #past(since: number): Promise<WorkSyncEvent[]> {
    try {
      const past = await this.#client.topicHistory(this.#ownTopic, CATCH_UP);
      return past.filter((event) => Date.parse(event.at) > since);
    } catch (error) {
      // without it the others send again what is not answered
      this.#ports.failed(error);
      return [];
    }
  }

  async #reload(): Promise<void> {
    try {
      const { meeting, gone } = await this.roster.read(this.#client, this.#meetingId);
      if (this.#closed) return;
      this.#ports.meeting(meeting);
      gone.forEach((id) => this.#ports.left(id));
      this.roster.all.forEach((participant) => this.#ports.upserted(participant));
      this.#hosts = false;
      this.#lookIntoLobby();
    } catch (error) {
      if (error instanceof WorkSyncError && error.status === 404) this.#lost("given-up");
      else this.#ports.failed(error);
    }
  }

  #apply(event: WorkSyncEvent): void {
    if (this.#closed) return;
    const ports = this.#ports;
    switch (event.type) {
      case "participant.joined":
      case "participant.updated":
        return this.#upsert(event.participant);
      case "participant.left":
        return this.#remove(event.participant.participantId);
      case "participant.removed":
        return ports.over("removed");
      case "participant.muted":
        return ports.muted(mutedBy(event));
      case "meeting.updated":
        return ports.meeting(event.meeting);
      case "meeting.ended":
        ports.meeting(event.meeting);
        return ports.over("ended");
      case "signal.received":
        return ports.signal(event.signal);
      case "ice.expiring":
        return ports.iceServers(event);
      case "reaction.sent":
        return ports.reaction(event.participantId, event.emoji);
      case "lobby.updated":
        this.#lobbyTold++;
        return ports.lobby(event.waiting);
      case "speakers.changed":
        return ports.speakers(event.participantIds);
    }
  }

  #upsert(participant: Participant): void {
    if (this.#closed) return;
    this.roster.put(participant);
    this.#ports.upserted(participant);
    this.#lookIntoLobby();
  }

  /** Whoever becomes a host is told who waits; later changes are events. */
  #lookIntoLobby(): void {
    const role = this.roster.self?.role;
    const hosted = this.#hosts;
    this.#hosts = role === "host" || role === "cohost";
    if (hosted || !this.#hosts) return;
    const told = this.#lobbyTold;
    this.#client.meetings.lobby(this.#meetingId).then(
      (waiting) => {
        // an event that came meanwhile is newer
        if (!this.#closed && told === this.#lobbyTold) this.#ports.lobby(waiting);
      },
      (error: unknown) => this.#ports.failed(error),
    );
  }

  #remove(participantId: string): void {
    if (participantId === this.participantId) {
      this.#lost("given-up");
      return;
    }
    this.roster.remove(participantId);
    this.#ports.left(participantId);
  }
}

function mutedBy({ by, audio, video, screen, hand }: WorkSyncEvents["participant.muted"]): MutedByHost {
  // what is told is what is now: `audio: false` is a microphone that was turned off
  return { by, audio: audio === false, video: video === false, screen: screen === false, hand: hand === false };
}
