import { path } from "../api.js";
import type { WorkSyncClient } from "../client.js";
import { WorkSyncError } from "../errors.js";
import type { Joined, LobbyTicket, Meeting } from "../types.js";
import { Lease } from "./lease.js";

/** Proof of having been a participant. */
export interface ResumeProof {
  participantId: string;
  token: string;
}

/** What one says of oneself at the door. */
export interface EntryRequest {
  deviceName?: string | undefined;
  audio: boolean;
  video: boolean;
  resume?: ResumeProof | undefined;
}

type Answer = Joined | LobbyTicket;

/** An admission that was told while nobody listened is noticed after so long. */
const ASK_AGAIN_MS = 15_000;

/** The way into a meeting: at once, or through its lobby. */
export class Entrance {
  readonly #client: WorkSyncClient;
  readonly #meetingId: string;
  readonly #waiting: (meeting: Meeting) => void;
  #giveUp: ((reason: Error) => void) | null = null;
  #closed = false;

  constructor(client: WorkSyncClient, meetingId: string, waiting: (meeting: Meeting) => void) {
    this.#client = client;
    this.#meetingId = meetingId;
    this.#waiting = waiting;
  }

  /** Comes in; where there is a lobby, once a host admits. Rejects with status 403 when they don't. */
  async enter(request: EntryRequest): Promise<Joined> {
    let answer = await this.#ask(request);
    while (isTicket(answer)) {
      if (this.#closed) {
        await this.#leaveLobby(answer.participantId);
        throw leftWhileJoining();
      }
      this.#waiting(answer.meeting);
      await this.#admission(answer);
      const resume = { participantId: answer.participantId, token: answer.resumeToken ?? "" };
      answer = await this.#ask({ ...request, resume });
    }
    return answer;
  }

  /** Turns around at the door. */
  close(): void {
    this.#closed = true;
    this.#giveUp?.(leftWhileJoining());
  }

  #ask(request: EntryRequest): Promise<Answer> {
    return this.#client.call<Answer>("POST", path`/api/meetings/v1/meetings/${this.#meetingId}/participants`, request);
  }

  /** Resolves when it is worth asking again. */
  async #admission(ticket: LobbyTicket): Promise<void> {
    const client = this.#client;
    const own = `participant:${ticket.participantId}`;
    const topic = client.useTopic(own);
    const lease = new Lease(ticket.leaseSeconds, () => this.#renew(ticket.participantId), () => {});
    const ends: (() => void)[] = [topic.release, () => lease.close()];
    try {
      await new Promise<void>((resolve, reject) => {
        this.#giveUp = reject;
        const timer = setInterval(resolve, ASK_AGAIN_MS);
        ends.push(
          () => clearInterval(timer),
          client.on("participant.admitted", (_event, at) => at === own && resolve()),
          client.on("participant.removed", (_event, at) => at === own && reject(notAdmitted())),
          client.on("meeting.ended", ({ meeting }) => meeting.id === this.#meetingId && resolve()),
          client.on("resync", (signal) => signal.topic === own && resolve()),
        );
      });
    } catch (error) {
      if (this.#closed) await this.#leaveLobby(ticket.participantId);
      throw error;
    } finally {
      this.#giveUp = null;
      ends.forEach((end) => end());
    }
  }

  #renew(participantId: string): Promise<unknown> {
    return this.#client.call("PUT", path`/api/meetings/v1/meetings/${this.#meetingId}/participants/${participantId}/lease`);
  }

  async #leaveLobby(participantId: string): Promise<void> {
    const place = path`/api/meetings/v1/meetings/${this.#meetingId}/participants/${participantId}`;
    await this.#client.call("DELETE", place).catch(() => {});
  }
}

function isTicket(answer: Answer): answer is LobbyTicket {
  return "waiting" in answer && answer.waiting;
}

function notAdmitted(): WorkSyncError {
  return new WorkSyncError({ status: 403, code: 403, title: "Not admitted", detail: "The host did not let you in" });
}

function leftWhileJoining(): Error {
  return new Error("Left while joining");
}
