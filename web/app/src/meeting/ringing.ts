import type { Meeting, User, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";

export interface Incoming {
  meeting: Meeting;
  caller: User;
}

/** A ring that nobody ended is over after this. */
const RING_MS = 60_000;
/** Others may start or end a meeting without telling those who are not in it. */
const LOOK_AGAIN_MS = 20_000;

/** Who calls, and in which channels a meeting goes on. */
export class Ringing {
  readonly incoming = new Store<Incoming | null>(null);
  readonly active = new Store<Readonly<Record<string, Meeting>>>({});
  readonly #client: WorkSyncClient;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: WorkSyncClient, me: string) {
    this.#client = client;
    client.on("meeting.ringing", ({ meeting, caller }) => {
      this.began(meeting);
      if (caller.id !== me) this.#ring({ meeting, caller });
    });
    client.on("meeting.answered", ({ meeting }) => this.silence(meeting.id));
    client.on("meeting.cancelled", ({ meeting }) => this.silence(meeting.id));
    client.on("meeting.missed", ({ meeting }) => {
      this.silence(meeting.id);
      if (meeting.endedAt) this.#ended(meeting);
    });
    client.on("meeting.updated", ({ meeting }) => this.began(meeting));
    client.on("meeting.ended", ({ meeting }) => {
      this.silence(meeting.id);
      this.#ended(meeting);
    });
  }

  /** Says no to a ring, on all devices. */
  decline(meetingId: string, answer: "declined" | "busy"): void {
    this.silence(meetingId);
    // The ring may be over by now; then there is nothing to say any more.
    this.#client.meetings.refuseRing(meetingId, answer).catch(() => undefined);
  }

  /** Stops ringing for this meeting. */
  silence(meetingId: string): void {
    if (this.incoming.get()?.meeting.id !== meetingId) return;
    clearTimeout(this.#timer);
    this.incoming.set(null);
  }

  /** A meeting goes on in its channel. */
  began(meeting: Meeting): void {
    const { channelId } = meeting;
    if (!channelId) return;
    if (meeting.endedAt) this.#ended(meeting);
    else this.active.update((state) => ({ ...state, [channelId]: meeting }));
  }

  /** Keeps an eye on whether a meeting goes on in this channel until the returned function is called. */
  follow(channelId: string): () => void {
    const look = () => {
      if (document.visibilityState === "visible") void this.look(channelId);
    };
    void this.look(channelId);
    const interval = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(interval);
      document.removeEventListener("visibilitychange", look);
    };
  }

  /** What can't be asked now is asked again later; until then the last answer stands. */
  async look(channelId: string): Promise<void> {
    try {
      const [meeting] = await this.#client.meetings.active(channelId);
      if (meeting) this.began(meeting);
      else this.#none(channelId);
    } catch {
      return;
    }
  }

  #ring(incoming: Incoming): void {
    clearTimeout(this.#timer);
    this.incoming.set(incoming);
    this.#timer = setTimeout(() => this.silence(incoming.meeting.id), RING_MS);
  }

  #ended(meeting: Meeting): void {
    const { channelId } = meeting;
    if (channelId && this.active.get()[channelId]?.id === meeting.id) this.#none(channelId);
  }

  #none(channelId: string): void {
    this.active.update((state) => {
      if (!state[channelId]) return state;
      const { [channelId]: _over, ...others } = state;
      return others;
    });
  }
}
