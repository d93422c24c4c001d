import { describe, expect, it, vi } from "vitest";
import type { WorkSyncClient } from "../src/client.js";
import { Emitter } from "../src/emitter.js";
import { WorkSyncError } from "../src/errors.js";
import { Entrance } from "../src/meeting/entrance.js";
import { Lease } from "../src/meeting/lease.js";
import { waitFor } from "./wait-for.js";

/** A server with a lobby. */
class Server extends Emitter<Record<string, [event: unknown, topic: string]>> {
  readonly calls: [method: string, path: string, body: unknown][] = [];
  admitted = false;

  call = async (method: string, path: string, body: unknown = null): Promise<unknown> => {
    this.calls.push([method, path, body]);
    if (method !== "POST") return null;
    const meeting = { id: "m1" };
    if (!this.admitted) return { waiting: true, participantId: "p1", resumeToken: "token", leaseSeconds: 24, meeting };
    return { participantId: "p1", resumeToken: "token", meeting, participants: [] };
  };

  useTopic = () => ({ ready: Promise.resolve(), release: () => {} });

  tell(type: string): void {
    this.emit(type, { type }, "participant:p1");
  }

  get asClient(): WorkSyncClient {
    return this as unknown as WorkSyncClient;
  }
}

const request = { audio: true, video: false };

describe("coming into a meeting with a lobby", () => {
  it("waits until a host lets one in, and comes in as the same participant", async () => {
    const server = new Server();
    const waiting = vi.fn();
    const entering = new Entrance(server.asClient, "m1", waiting).enter(request);
    await waitFor(() => expect(waiting).toHaveBeenCalledOnce());
    server.admitted = true;
    server.tell("participant.admitted");
    expect((await entering).participantId).toBe("p1");
    expect(server.calls.at(-1)).toEqual([
      "POST",
      "/api/meetings/v1/meetings/m1/participants",
      { ...request, resume: { participantId: "p1", token: "token" } },
    ]);
  });

  it("is refused when the host doesn't", async () => {
    const server = new Server();
    const waiting = vi.fn();
    const entering = new Entrance(server.asClient, "m1", waiting).enter(request);
    await waitFor(() => expect(waiting).toHaveBeenCalledOnce());
    server.tell("participant.removed");
    await expect(entering).rejects.toMatchObject({ status: 403, title: "Not admitted" });
  });

  it("can be given up, and then one waits no longer at the server's either", async () => {
    const server = new Server();
    const waiting = vi.fn();
    const entrance = new Entrance(server.asClient, "m1", waiting);
    const entering = entrance.enter(request);
    await waitFor(() => expect(waiting).toHaveBeenCalledOnce());
    entrance.close();
    await expect(entering).rejects.toThrow(/Left while joining/);
    expect(server.calls.at(-1)?.slice(0, 2)).toEqual(["DELETE", "/api/meetings/v1/meetings/m1/participants/p1"]);
  });
});

describe("the lease of a participant", () => {
  const refused = (status: number) => new WorkSyncError({ status, code: status, title: "No" });

  it("is renewed three times in its life, and told lost when the server knows it no more", async () => {
    vi.useFakeTimers();
    try {
      const renew = vi.fn().mockResolvedValue(null);
      const lost = vi.fn();
      const lease = new Lease(24, renew, lost);
      await vi.advanceTimersByTimeAsync(24_000);
      expect(renew).toHaveBeenCalledTimes(3);
      renew.mockRejectedValueOnce(refused(503));
      await vi.advanceTimersByTimeAsync(8_000);
      expect(lost).not.toHaveBeenCalled();
      renew.mockRejectedValueOnce(refused(404));
      await vi.advanceTimersByTimeAsync(8_000);
      expect(lost).toHaveBeenCalledOnce();
      lease.close();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(renew).toHaveBeenCalledTimes(5);
    } finally {
      vi.useRealTimers();
    }
  });
});
