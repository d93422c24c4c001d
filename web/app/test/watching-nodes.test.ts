import type { LoggedError, NodeLoad, WatchedNode } from "@worksync/sdk";
import { describe, expect, it } from "vitest";
import { byService, connectionsOverTime, nodeName, recentErrors, totals } from "../src/ops/figures";
import { duration, rate, seconds } from "../src/ops/words";

const NOW = Date.parse("2026-11-25T10:00:00Z");

function watched(id: string, service: string, load: Partial<NodeLoad> = {}, more: Partial<WatchedNode> = {}): WatchedNode {
  const nothing: NodeLoad = {
    connections: null,
    subscriptions: null,
    deliveriesPerSecond: null,
    callsUnderWay: 0,
    outboxAgeSeconds: null,
    lagRecords: null,
    heapBytes: 1,
    maxHeapBytes: 2,
    loopDelayMillis: 0,
  };
  const node = { id, service, version: "1", startedAt: "2026-11-25T09:00:00Z", load: { ...nothing, ...load }, errors: [] };
  return { node, heardAt: NOW, silent: false, connections: [], ...more };
}

function logged(message: string, at: string): LoggedError {
  return { at, severity: "warning", logger: "io.worksync.Relay", message, failure: null, traceId: null, times: 1 };
}

describe("watching the nodes", () => {
  it("groups them by service in the order that a message takes", () => {
    const nodes = [watched("s", "signaling-service"), watched("x", "another"), watched("g", "gateway"), watched("c", "chat-service")];
    expect(byService(nodes).map(({ service }) => service)).toEqual(["gateway", "chat-service", "signaling-service", "another"]);
  });

  it("adds up those that are heard, and tells the worst of what may wait", () => {
    const nodes = [
      watched("g1", "gateway", { connections: 3, deliveriesPerSecond: 1.5 }),
      watched("g2", "gateway", { connections: 4, deliveriesPerSecond: 0 }),
      watched("g3", "gateway", { connections: 100 }, { silent: true }),
      watched("c1", "chat-service", { lagRecords: 2, outboxAgeSeconds: 0 }),
      watched("c2", "chat-service", { lagRecords: 7, outboxAgeSeconds: 61 }),
    ];
    expect(totals(nodes)).toEqual({
      connections: 7,
      deliveriesPerSecond: 1.5,
      lagRecords: 7,
      outboxAgeSeconds: 61,
      heard: 4,
      silent: 1,
    });
    expect(totals([]).connections).toBeNull();
  });

  it("draws the connections of all gateways as they were at each moment", () => {
    const nodes = [
      watched("g1", "gateway", {}, { connections: [{ at: NOW - 9_000, count: 1 }, { at: NOW - 3_000, count: 2 }] }),
      watched("g2", "gateway", {}, { connections: [{ at: NOW - 4_000, count: 10 }] }),
    ];
    expect(connectionsOverTime(nodes, NOW)).toEqual([1, 1, 12, 12]);
  });

  it("counts nobody at a node that has not told anything for long", () => {
    const nodes = [watched("g1", "gateway", {}, { connections: [{ at: NOW - 30_000, count: 5 }] })];
    expect(connectionsOverTime(nodes, NOW, 3_000, 3)).toEqual([]);
  });

  it("shows what all nodes logged, newest first and not without end", () => {
    const one = watched("chat-service-1-0a1b2c3d", "chat-service");
    one.node.errors = [logged("later", "2026-11-25T09:59:00.5Z"), logged("first", "2026-11-25T09:57:00Z")];
    const two = watched("g", "gateway");
    two.node.errors = [logged("between", "2026-11-25T09:58:00Z")];
    expect(recentErrors([one, two]).map(({ message }) => message)).toEqual(["later", "between", "first"]);
    expect(recentErrors([one, two], 2)).toHaveLength(2);
  });

  it("names a node without the mark of its life", () => {
    expect(nodeName("gateway-1-0a1b2c3d")).toBe("gateway-1");
    expect(nodeName("gateway")).toBe("gateway");
  });

  it("says durations and rates in few signs", () => {
    expect([duration(4_000), duration(200_000), duration(4 * 3_600_000), duration(3 * 86_400_000)]).toEqual(["4 s", "3 min", "4 h", "3 d"]);
    expect([seconds(null), seconds(0), seconds(61)]).toEqual(["–", "0 s", "61 s"]);
    expect([rate(null), rate(120.4)]).toEqual(["–", "120"]);
  });
});
