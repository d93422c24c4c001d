import { path, withQuery, type Call } from "../api.js";
import type { Meeting, MeetingRole, MeetingWithParticipants, Page, Participant, QualitySample, Waiting } from "../types.js";

/** What to start. */
export interface NewMeeting {
  title?: string;
  channelId?: string;
  /** Rings at the members of the channel, and at those invited. */
  ring?: boolean;
  /** User ids of people who may see and join it. */
  invite?: string[];
  /** When it is to take place; without, it begins now. */
  scheduledFor?: string;
  lobby?: boolean;
  e2ee?: boolean;
  relayOnly?: boolean;
}

/** What a host may change of a meeting. */
export interface MeetingChange {
  title?: string;
  scheduledFor?: string;
  locked?: boolean;
  lobby?: boolean;
  relayOnly?: boolean;
  /** Moves the meeting to the media server; there is no way back. */
  mediaPlane?: "sfu";
}

/** What a host may turn off of a participant's. */
export type Mute = Partial<Record<"audio" | "video" | "screen" | "hand", false>>;

/** How well a participant's media arrived when it was told last. */
export interface ParticipantQuality extends QualitySample {
  participantId: string;
  userId: string;
  at: string;
}

const MEETINGS = "/api/meetings/v1/meetings";

/** Meetings as such; `MeetingClient` takes part in one. */
export class MeetingsApi {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Starts or schedules a meeting, without joining it; in a channel where one goes on gives that one. */
  start(meeting: NewMeeting): Promise<Meeting> {
    return this.#call("POST", MEETINGS, meeting);
  }

  /** One meeting, and who is in it; the roles are those towards `participantId`, one of the caller's own. */
  get(meetingId: string, participantId?: string): Promise<MeetingWithParticipants> {
    return this.#call("GET", withQuery(path`/api/meetings/v1/meetings/${meetingId}`, { participantId }));
  }

  /** The meeting of a join link, which the caller may join from now on. */
  byCode(joinCode: string): Promise<Meeting> {
    return this.#call("GET", path`/api/meetings/v1/meetings/by-code/${joinCode}`);
  }

  /** The meetings of a channel that go on now. */
  async active(channelId: string): Promise<Meeting[]> {
    const page = await this.#call<Page<Meeting>>("GET", withQuery(MEETINGS, { channelId, active: true }));
    return page.items;
  }

  /** Changes a meeting; hosts only. */
  update(meetingId: string, change: MeetingChange): Promise<Meeting> {
    return this.#call("PATCH", path`/api/meetings/v1/meetings/${meetingId}`, change);
  }

  /** Ends a meeting for everybody; hosts only. */
  async end(meetingId: string): Promise<void> {
    await this.#call("DELETE", path`/api/meetings/v1/meetings/${meetingId}`);
  }

  /** Rings at people, on all their devices. */
  async ring(meetingId: string, userIds: readonly string[]): Promise<void> {
    await this.#call("POST", path`/api/meetings/v1/meetings/${meetingId}/rings`, { userIds });
  }

  /** Rings no longer wherever nobody answered. */
  async cancelRings(meetingId: string): Promise<void> {
    await this.#call("DELETE", path`/api/meetings/v1/meetings/${meetingId}/rings`);
  }

  /** Answers a ring with a no; to join is to answer it with a yes. */
  async refuseRing(meetingId: string, answer: "declined" | "busy"): Promise<void> {
    await this.#call("PUT", path`/api/meetings/v1/meetings/${meetingId}/ring`, { answer });
  }

  /** Who waits in the lobby, oldest first; hosts only. */
  async lobby(meetingId: string): Promise<Waiting[]> {
    const { items } = await this.#call<{ items: Waiting[] }>("GET", path`/api/meetings/v1/meetings/${meetingId}/lobby`);
    return items;
  }

  /** Lets somebody in from the lobby, or not; hosts only. */
  async admit(meetingId: string, participantId: string, admitted: boolean): Promise<void> {
    await this.#call("PUT", `${participantPath(meetingId, participantId)}/admission`, { admitted });
  }

  /** Turns off what a participant sends, or takes its hand down; hosts only. To turn on is left to the person. */
  mute(meetingId: string, participantId: string, mute: Mute): Promise<Participant> {
    return this.#call("PATCH", participantPath(meetingId, participantId), mute);
  }

  /** Gives a participant another role; the host only. */
  setRole(meetingId: string, participantId: string, role: MeetingRole): Promise<Participant> {
    return this.#call("PATCH", participantPath(meetingId, participantId), { role });
  }

  /** Takes a participant out of a meeting; hosts only. */
  async remove(meetingId: string, participantId: string): Promise<void> {
    await this.#call("DELETE", participantPath(meetingId, participantId));
  }

  /** Shows everybody an emoji for a moment. */
  async react(meetingId: string, emoji: string): Promise<void> {
    await this.#call("POST", path`/api/meetings/v1/meetings/${meetingId}/reactions`, { emoji });
  }

  /** Begins to record; hosts only, and only while media goes through the media server. */
  async startRecording(meetingId: string): Promise<void> {
    await this.#call("PUT", path`/api/meetings/v1/meetings/${meetingId}/recording`);
  }

  async stopRecording(meetingId: string): Promise<void> {
    await this.#call("DELETE", path`/api/meetings/v1/meetings/${meetingId}/recording`);
  }

  /** How well media arrives at each participant; hosts and admins only. */
  async quality(meetingId: string): Promise<ParticipantQuality[]> {
    const page = await this.#call<{ items: ParticipantQuality[] }>("GET", path`/api/meetings/v1/meetings/${meetingId}/quality`);
    return page.items;
  }
}

function participantPath(meetingId: string, participantId: string): string {
  return path`/api/meetings/v1/meetings/${meetingId}/participants/${participantId}`;
}
