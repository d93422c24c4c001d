import { describe, expect, it, vi } from "vitest";
import type { WorkSyncClient } from "../src/client.js";
import { Emitter } from "../src/emitter.js";
import { Attendance, type AttendancePorts } from "../src/meeting/attendance.js";
import type { Joined, MeetingRole, Participant, Waiting } from "../src/types.js";
import { waitFor } from "./wait-for.js";

const mina = { participantId: "p9", userId: "mina" } as Waiting;

/** A server with somebody in the lobby, of which only hosts are told. */
class Server extends Emitter<Record<string, [event: unknown, topic: string]>> {
  readonly lobby = vi.fn(async () => [mina]);
  readonly meetings = { get: async () => ({ id: "m1", participants: [this.self] }), lobby: this.lobby };
  self: Participant;

  constructor(role: MeetingRole) {
    super();
    this.self = { participantId: "p1", role, joinedAt: "2026-11-25T10:00:00Z" } as Participant;
  }

  call = async (): Promise<unknown> => null;
  topicHistory = async (): Promise<unknown[]> => [];
  useTopic = () => ({ ready: Promise.resolve(), release: () => {} });

  tell(event: object): void {
    this.emit("event", { at: "2026-11-25T10:00:01Z", ...event }, "meeting:m1");
  }
}

async function attending(server: Server): Promise<{ attendance: Attendance; lobby: ReturnType<typeof vi.fn> }> {
  const lobby = vi.fn();
  const ports = new Proxy({ lobby } as unknown as AttendancePorts, { get: (own, name) => Reflect.get(own, name) ?? vi.fn() });
  const joined = { participantId: "p1", meeting: { id: "m1" }, participants: [], iceServers: [] } as unknown as Joined;
  const attendance = await Attendance.of(server as unknown as WorkSyncClient, joined, ports);
  attendance.begin();
  return { attendance, lobby };
}

describe("a lobby in which somebody waits already", () => {
  it("is told to a host who comes in", async () => {
    const { lobby } = await attending(new Server("host"));
    await waitFor(() => expect(lobby).toHaveBeenCalledExactlyOnceWith([mina]));
  });

  it("is told to a participant who becomes a host, once", async () => {
    const server = new Server("participant");
    const { lobby } = await attending(server);
    expect(server.lobby).not.toHaveBeenCalled();
    server.tell({ type: "participant.updated", participant: { ...server.self, role: "cohost" } });
    server.tell({ type: "participant.updated", participant: { ...server.self, role: "cohost", hand: true } });
    await waitFor(() => expect(lobby).toHaveBeenCalledExactlyOnceWith([mina]));
    expect(server.lobby).toHaveBeenCalledOnce();
  });

  it("is not told anew when a change of it came first", async () => {
    const server = new Server("host");
    let answer = (_waiting: Waiting[]): void => {};
    server.lobby.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const { lobby } = await attending(server);
    server.tell({ type: "lobby.updated", waiting: [] });
    answer([mina]);
    await Promise.resolve();
    expect(lobby).toHaveBeenCalledExactlyOnceWith([]);
  });
});
