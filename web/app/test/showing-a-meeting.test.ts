import type { Participant, Quality, RemoteMedia } from "@worksync/sdk";
import { describe, expect, it } from "vitest";
import { preferencesOf } from "../src/meeting/layers";
import { outside, type RoomState } from "../src/meeting/room-state";
import { stageOrder, tilesOf } from "../src/meeting/tiles";
import { sizeWords, transferWords } from "../src/meeting/transfer-words";

const me = { id: "rahim", displayName: "Rahim Chowdhury" };

function participant(userId: string, more: Partial<Participant> = {}): Participant {
  return { participantId: `p-${userId}`, userId, displayName: userId, deviceName: null, role: "participant", audio: true, video: true, screen: false, hand: false, ...more } as Participant;
}

function remote(userId: string, more: Partial<RemoteMedia> = {}): RemoteMedia {
  return { participantId: `p-${userId}`, media: {} as MediaStream, screen: null, connection: "connected", ...more };
}

function room(more: Partial<RemoteMedia>[] = [], state: Partial<RoomState> = {}): RoomState {
  const self = participant("rahim");
  return {
    ...outside,
    status: "joined",
    self,
    participants: [self, participant("aisha"), participant("mina")],
    remotes: [remote("aisha", more[0]), remote("mina", more[1])],
    ...state,
  };
}

describe("the tiles of a meeting", () => {
  it("begin with oneself", () => {
    expect(tilesOf(room(), me).faces.map(({ hook }) => hook)).toEqual(["tile-rahim", "tile-aisha", "tile-mina"]);
  });

  it("show a shared screen apart", () => {
    const { screens, faces } = tilesOf(room([{ screen: {} as MediaStream }]), me);
    expect(screens.map(({ hook }) => hook)).toEqual(["screen-aisha"]);
    expect(faces).toHaveLength(3);
  });

  it("tell two devices of one person apart", () => {
    const self = participant("rahim");
    const participants = [self, participant("aisha", { deviceName: "Laptop" }), participant("aisha", { participantId: "p2", deviceName: "Phone" })];
    const names = tilesOf(room([], { participants }), me).faces.map(({ name }) => name);
    expect(names.slice(1)).toEqual(["aisha · Laptop", "aisha · Phone"]);
  });

  it("show how well somebody arrives, but not what was measured before the connection broke", () => {
    const quality = { "p-aisha": { level: "poor" } as Quality, "p-mina": { level: "good" } as Quality };
    const { faces } = tilesOf(room([{}, { connection: "reconnecting" }], { quality }), me);
    expect(faces.map(({ level }) => level)).toEqual([null, "poor", null]);
  });

  it("have who speaks loudest of the others large, and the first while nobody spoke", () => {
    const { faces } = tilesOf(room(), me);
    expect(stageOrder(faces, []).main?.hook).toBe("tile-aisha");
    expect(stageOrder(faces, ["p-rahim", "p-mina"]).main?.hook).toBe("tile-mina");
  });
});

describe("the size that a picture is asked for in", () => {
  const shown = (count: number) => tilesOf(room(), me).faces.slice(0, count);

  it("is that of its tile", () => {
    expect(preferencesOf([], shown(2), true)).toEqual([{ participantId: "p-aisha", slot: "camera", layer: "high" }]);
    expect(preferencesOf([], shown(3), true).map(({ layer }) => layer)).toEqual(["medium", "medium"]);
    expect(preferencesOf(shown(3).slice(1, 2), shown(3).slice(2), true).map(({ layer }) => layer)).toEqual(["high", "low"]);
    expect(preferencesOf([], shown(3), false).map(({ layer }) => layer)).toEqual(["low", "low"]);
  });
});

describe("what is said of a file", () => {
  it("is short and true", () => {
    const file = { id: "1", name: "plan.pdf", size: 50_000_000, mediaType: "application/pdf" };
    const at = (state: "active" | "done" | "declined", direction: "sending" | "receiving") => transferWords({ file, state, direction, transferred: 1_500_000, problem: null }, "Aisha");
    expect(at("active", "sending")).toBe("1.5 MB of 50 MB sent to Aisha");
    expect(at("done", "receiving")).toBe("Received from Aisha, and checked");
    expect(at("declined", "sending")).toBe("Aisha declined");
    expect([0, 999, 1_000, 123_456, 1_000_000_000].map(sizeWords)).toEqual(["0 B", "999 B", "1 kB", "123 kB", "1 GB"]);
  });
});
