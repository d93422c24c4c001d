import { path, withQuery } from "../api.js";
import type { TopicUse, WorkSyncClient } from "../client.js";
import type { Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import type { Joined, Meeting, Participant, Signal, WorkSyncEvent } from "../types.js";
import type { IceServers } from "./ice-servers.js";
import type { OutgoingSignal } from "./outbox.js";

/** What a participant shows to the others. */
export type Shown = Pick<Participant, "audio" | "video" | "screen" | "hand">;

/** What happens in a meeting that one attends. */
export interface AttendancePorts {
  meeting(meeting: Meeting): void;
  /** Somebody came or changed, this participant included. */
  upserted(participant: Participant): void;
  left(participantId: string): void;
  signal(signal: Signal): void;
  over(reason: "ended" | "removed"): void;
  /** The server gave this participant up; perhaps because it was away too long. */
  lost(): void;
  failed(error: unknown): void;
}

/** Signals that are read of the time before this participant listened. */
const CATCH_UP = 300;

/**
 * One participant's time in a meeting, as the server knows it: who else is there, and what is told to and by it.
 *
 * Nothing is missed between joining and listening: who came is in the roster that is read afterwards, what they sent
 * in the topic's past.
 */
export class Attendance {
  readonly participantId: string;
  readonly iceServers: IceServers;
  readonly #client: WorkSyncClient;
  readonly #meetingId: string;
  readonly #ports: AttendancePorts;
  readonly #topics: TopicUse[];
  #listeners: Unsubscribe[] = [];
  #closed = false;
  #self: Participant | null = null;
  #roster = new Map<string, Participant>();
  /** What arrives before the roster is known; then it is applied, and this is null. */
  #held: WorkSyncEvent[] | null = [];

  private constructor(client: WorkSyncClient, joined: Joined, ports: AttendancePorts) {
    this.#client = client;
    this.#meetingId = joined.meeting.id;
    this.participantId = joined.participantId;
    this.iceServers = { iceServers: joined.iceServers, iceServersExpireAt: joined.iceServersExpireAt };
    this.#ports = ports;
    this.#listen();
    this.#topics = [this.#meetingTopic, this.#ownTopic].map((topic) => client.useTopic(topic));
  }

  /** Becomes a participant and listens. Nothing is told before {@link begin}. */
  static async enter(
    client: WorkSyncClient,
    meetingId: string,
    request: { deviceName?: string | undefined; audio: boolean; video: boolean },
    ports: AttendancePorts,
  ): Promise<[Attendance, Joined]> {
    const participants = path`/api/meetings/v1/meetings/${meetingId}/participants`;
    const joined = await client.call<Joined>("POST", participants, request);
    const attendance = new Attendance(client, joined, ports);
    try {
      await Promise.all(attendance.#topics.map((use) => use.ready));
      await attendance.#catchUp();
      return [attendance, joined];
    } catch (error) {
      await attendance.leave().catch(() => {});
      throw error;
    }
  }

  /** This participant. */
  get self(): Participant | null {
    return this.#self;
  }

  /** Everybody: this participant first, the others in the order in which they came. */
  get participants(): readonly Participant[] {
    return this.#self ? [this.#self, ...this.others] : this.others;
  }

  /** The others, in the order in which they came. */
  get others(): readonly Participant[] {
    return [...this.#roster.values()].sort((a, b) => a.joinedAt.localeCompare(b.joinedAt));
  }

  /** One of the others. */
  other(participantId: string): Participant | undefined {
    return this.#roster.get(participantId);
  }

  /** Tells who is there, and from now on what happens. */
  begin(): void {
    this.participants.forEach((participant) => this.#ports.upserted(participant));
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

  /** Listens no longer, without a word to the server. */
  close(): void {
    this.#closed = true;
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
        if (this.#held) this.#held.push(event);
        else this.#apply(event);
      }),
      client.on("resync", ({ topic }) => {
        // signals that were lost are sent again by the others
        if (topic === this.#meetingTopic) void this.#reload();
      }),
      client.on("unsubscribed", ({ topic }) => {
        if (isOwn(topic) && !this.#held) this.#ports.lost();
      }),
    ];
  }

  async #catchUp(): Promise<void> {
    const [past] = await Promise.all([this.#past(), this.#readRoster()]);
    const live = this.#held ?? [];
    const known = new Set(live.map((event) => JSON.stringify(event)));
    this.#held = [...past.filter((event) => !known.has(JSON.stringify(event))), ...live];
  }

  async #past(): Promise<WorkSyncEvent[]> {
    try {
      return await this.#client.topicHistory(this.#ownTopic, CATCH_UP);
    } catch (error) {
      // without it the others send again what is not answered
      this.#ports.failed(error);
      return [];
    }
  }

  async #readRoster(): Promise<void> {
    const { participants } = await this.#client.meetings.get(this.#meetingId, this.participantId);
    const roster = new Map(participants.map((participant) => [participant.participantId, participant]));
    const self = roster.get(this.participantId);
    if (!self) throw new WorkSyncError({ status: 404, code: 404, title: "Not in this meeting any more" });
    roster.delete(this.participantId);
    this.#self = self;
    this.#roster = roster;
  }

  async #reload(): Promise<void> {
    const before = [...this.#roster.keys()];
    try {
      await this.#readRoster();
      if (this.#closed) return;
    } catch (error) {
      if (error instanceof WorkSyncError && error.status === 404) this.#ports.lost();
      else this.#ports.failed(error);
      return;
    }
    before.filter((id) => !this.#roster.has(id)).forEach((id) => this.#ports.left(id));
    this.participants.forEach((participant) => this.#ports.upserted(participant));
  }

  #apply(event: WorkSyncEvent): void {
    if (this.#closed) return;
    switch (event.type) {
      case "participant.joined":
      case "participant.updated":
        this.#upsert(event.participant);
        break;
      case "participant.left":
        this.#remove(event.participant.participantId);
        break;
      case "participant.removed":
        this.#ports.over("removed");
        break;
      case "meeting.updated":
        this.#ports.meeting(event.meeting);
        break;
      case "meeting.ended":
        this.#ports.meeting(event.meeting);
        this.#ports.over("ended");
        break;
      case "signal.received":
        this.#ports.signal(event.signal);
        break;
    }
  }

  #upsert(participant: Participant): void {
    if (this.#closed) return;
    if (participant.participantId === this.participantId) this.#self = participant;
    else this.#roster.set(participant.participantId, participant);
    this.#ports.upserted(participant);
  }

  #remove(participantId: string): void {
    if (participantId === this.participantId) {
      this.#ports.lost();
      return;
    }
    this.#roster.delete(participantId);
    this.#ports.left(participantId);
  }
}
