import type { WorkSyncClient } from "../client.js";
import { WorkSyncError } from "../errors.js";
import type { Meeting, Participant } from "../types.js";

/** Who is in a meeting, as one of them sees it. */
export class Roster {
  readonly #participantId: string;
  #self: Participant | null = null;
  #others = new Map<string, Participant>();

  constructor(participantId: string) {
    this.#participantId = participantId;
  }

  /** The one who sees it. */
  get self(): Participant | null {
    return this.#self;
  }

  /** The others, in the order in which they came. */
  get others(): readonly Participant[] {
    return [...this.#others.values()].sort((a, b) => a.joinedAt.localeCompare(b.joinedAt));
  }

  /** Everybody: oneself first, the others in the order in which they came. */
  get all(): readonly Participant[] {
    return this.#self ? [this.#self, ...this.others] : this.others;
  }

  other(participantId: string): Participant | undefined {
    return this.#others.get(participantId);
  }

  put(participant: Participant): void {
    if (participant.participantId === this.#participantId) this.#self = participant;
    else this.#others.set(participant.participantId, participant);
  }

  remove(participantId: string): void {
    this.#others.delete(participantId);
  }

  /** Reads it anew from the server; gives the meeting and who is gone. Rejects with status 404 where oneself is. */
  async read(client: WorkSyncClient, meetingId: string): Promise<{ meeting: Meeting; gone: string[] }> {
    const { participants, ...meeting } = await client.meetings.get(meetingId, this.#participantId);
    const read = new Map(participants.map((participant) => [participant.participantId, participant]));
    const self = read.get(this.#participantId);
    if (!self) throw new WorkSyncError({ status: 404, code: 404, title: "Not in this meeting any more" });
    read.delete(this.#participantId);
    const gone = [...this.#others.keys()].filter((id) => !read.has(id));
    this.#self = self;
    this.#others = read;
    return { meeting, gone };
  }
}
