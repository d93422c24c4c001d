import { describe, expect, it, vi } from "vitest";
import { WorkSyncError } from "../src/errors.js";
import { VideoAdaptation } from "../src/meeting/adaptation.js";
import { RenewedIceServers } from "../src/meeting/ice-servers.js";
import { SignalOutbox, type OutgoingSignal } from "../src/meeting/outbox.js";
import { OwnState } from "../src/meeting/own-state.js";
import { qualityBetween, sampleOf, SteadyLevel } from "../src/meeting/quality.js";
import { waitFor } from "./wait-for.js";

const later = () => new WorkSyncError({ status: 503, code: 503, title: "Later" });
const refused = () => new WorkSyncError({ status: 403, code: 403, title: "Not allowed" });
const candidate = (n: number): OutgoingSignal => ({ negotiationId: "n", candidate: { candidate: `c${n}` } });

describe("signals to one peer", () => {
  it("are sent one after the other, though one has to be repeated", async () => {
    const sent: unknown[] = [];
    let failures = 2;
    const outbox = new SignalOutbox(async (signal) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      if (signal.candidate?.candidate === "c1" && failures-- > 0) throw later();
      sent.push(signal.candidate?.candidate);
    }, vi.fn());
    for (let n = 0; n < 4; n++) outbox.push(candidate(n));
    await waitFor(() => expect(sent).toEqual(["c0", "c1", "c2", "c3"]), { timeout: 5_000 });
  });

  it("that are refused are told of and don't hold up the next", async () => {
    const sent: unknown[] = [];
    const failed = vi.fn();
    const outbox = new SignalOutbox(async (signal) => {
      if (signal.candidate?.candidate === "c0") throw refused();
      sent.push(signal.candidate?.candidate);
    }, failed);
    outbox.push(candidate(0));
    outbox.push(candidate(1));
    await waitFor(() => expect(sent).toEqual(["c1"]));
    expect(failed).toHaveBeenCalledOnce();
  });

  it("don't pile up without a bound", async () => {
    const sent: OutgoingSignal[] = [];
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    const outbox = new SignalOutbox(async (signal) => {
      await held;
      sent.push(signal);
    }, vi.fn());
    for (let n = 0; n < 1_000; n++) outbox.push(candidate(n));
    go();
    await waitFor(() => expect(sent.at(-1)).toEqual(candidate(999)));
    expect(sent.length).toBeLessThanOrEqual(257);
  });
});

describe("what one shows", () => {
  it("is told as it is in the end, however fast it changed", async () => {
    let muted = false;
    const told: boolean[] = [];
    const state = new OwnState(async () => {
      const now = muted;
      await new Promise((resolve) => setTimeout(resolve, 5));
      told.push(now);
    }, vi.fn());
    for (let i = 0; i < 10; i++) {
      muted = !muted;
      state.changed();
    }
    await waitFor(() => expect(told).toEqual([true, false]));
  });

  it("is told again after a failure that passes", async () => {
    vi.useFakeTimers();
    try {
      const tell = vi.fn<() => Promise<void>>().mockRejectedValueOnce(later()).mockResolvedValue();
      new OwnState(tell, vi.fn()).changed();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(tell).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("credentials of ICE servers", () => {
  it("are renewed before they end, and again after a failure that passes", async () => {
    vi.useFakeTimers();
    try {
      const server = (name: string) => ({
        iceServers: [{ urls: `turn:${name}` }],
        iceServersExpireAt: new Date(Date.now() + 600_000).toISOString(),
      });
      const fetchNew = vi.fn().mockRejectedValueOnce(later()).mockImplementation(async () => server("second"));
      const renewed = vi.fn();
      const servers = new RenewedIceServers(server("first"), fetchNew, renewed, vi.fn());
      await vi.advanceTimersByTimeAsync(530_000);
      expect(fetchNew).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(25_000);
      expect(renewed).toHaveBeenCalledWith([{ urls: "turn:second" }]);
      expect(servers.current).toEqual([{ urls: "turn:second" }]);
      servers.close();
      await vi.advanceTimersByTimeAsync(1_200_000);
      expect(fetchNew).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("quality", () => {
  const report = (stats: object[]) =>
    new Map(stats.map((entry) => [(entry as { id: string }).id, entry])) as unknown as RTCStatsReport;

  const inbound = (received: number, lost: number) =>
    report([
      { id: "v", type: "inbound-rtp", kind: "video", packetsReceived: received, packetsLost: lost, framesDecoded: 7 },
      { id: "t", type: "transport", selectedCandidatePairId: "p" },
      { id: "p", type: "candidate-pair", localCandidateId: "l", currentRoundTripTime: 0.08, state: "succeeded" },
      { id: "l", type: "local-candidate", candidateType: "relay" },
    ]);

  it("is that of the interval, not of the whole call", () => {
    const before = sampleOf(inbound(1_000, 500));
    const quality = qualityBetween("p1", before, sampleOf(inbound(1_090, 510)));
    expect(quality).toMatchObject({ participantId: "p1", packetLoss: 0.1, framesDecoded: 7, relayed: true });
    expect(quality.roundTripMs).toBe(80);
    expect(quality.score).toBeCloseTo(1 / 3);
  });

  it("is good when all arrives quickly", () => {
    const quality = qualityBetween("p1", undefined, sampleOf(inbound(100, 0)));
    expect(quality.packetLoss).toBe(0);
    expect(quality.level).toBe("good");
  });

  it("is lost when nothing arrives any more", () => {
    const before = sampleOf(inbound(100, 0));
    expect(qualityBetween("p1", before, sampleOf(inbound(100, 0))).level).toBe("lost");
  });

  it("is shown as another one only when that lasts", () => {
    const level = new SteadyLevel();
    const told = ["good", "poor", "good", "poor", "poor", "good", "good", "good"] as const;
    expect(told.map((next) => level.next(next))).toEqual(["good", "good", "good", "good", "poor", "poor", "poor", "good"]);
  });
});

describe("the picture on a bad line", () => {
  const bad = { loss: 0.2, capacity: null };
  const good = { loss: 0, capacity: 2_000_000 };

  it("gets smaller, and in the end makes room for the sound", () => {
    const adaptation = new VideoAdaptation();
    expect(Array.from({ length: 8 }, () => adaptation.next(bad))).toEqual([0, 1, 1, 2, 2, 3, 3, 3]);
  });

  it("is not touched by a single bad moment", () => {
    const adaptation = new VideoAdaptation();
    expect([bad, good, bad, good].map((line) => adaptation.next(line))).toEqual([0, 0, 0, 0]);
  });

  it("comes back step by step when the line has been good for a while", () => {
    const adaptation = new VideoAdaptation();
    for (let i = 0; i < 6; i++) adaptation.next(bad);
    const steps = Array.from({ length: 12 }, () => adaptation.next(good));
    expect(steps).toEqual([3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 0]);
  });

  it("gets smaller when the line can't carry it", () => {
    const adaptation = new VideoAdaptation();
    const narrow = { loss: 0, capacity: 100_000 };
    expect(Array.from({ length: 6 }, () => adaptation.next(narrow))).toEqual([0, 1, 1, 2, 2, 2]);
  });
});
