import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { NodeWatch, WorkSyncClient, type ServiceNode } from "../src/index.js";
import { ProtocolServer, type Command } from "./protocol-server.js";
import { waitFor } from "./wait-for.js";

const TOPIC = "ops:nodes";

let server: ProtocolServer;
let client: WorkSyncClient;
let watch: NodeWatch;
let kept: unknown[];

function reported(id: string, connections: number | null, secondsAgo = 0) {
  const at = new Date(Date.now() - secondsAgo * 1_000).toISOString();
  const node: ServiceNode = {
    id,
    service: connections === null ? "chat-service" : "gateway",
    version: "1",
    startedAt: at,
    load: {
      connections,
      subscriptions: null,
      deliveriesPerSecond: null,
      callsUnderWay: 0,
      outboxAgeSeconds: null,
      lagRecords: null,
      heapBytes: 1,
      maxHeapBytes: 2,
      loopDelayMillis: 0,
    },
    errors: [],
  };
  return { type: "node.reported", at, node };
}

function answer(command: Command) {
  if (command.connect) return { connect: { client: "c1", version: "1", ping: 25, pong: true, session: "s1" } };
  if (command.subscribe) return { subscribe: { recoverable: true, positioned: true, epoch: "e", offset: 0 } };
  if (command.history) return { history: { epoch: "e", offset: kept.length, publications: kept.map((data) => ({ data })) } };
  return {};
}

beforeEach(async () => {
  kept = [];
  server = await ProtocolServer.start();
  server.answer = answer;
  client = new WorkSyncClient({ url: server.url, getToken: async () => "t", timeoutMs: 3_000, websocket: WebSocket });
  watch = new NodeWatch(client, { silentAfterMs: 700, forgetAfterMs: 3_000 });
  await client.connect();
});

afterEach(async () => {
  watch.close();
  client.disconnect();
  await server.stop();
});

describe("watching the nodes", () => {
  it("begins with what was told before, each node as it was last", async () => {
    // the newest comes first, as the server sends it
    kept = [reported("gateway-1-b", 5), reported("chat-service-1-a", null, 1), reported("gateway-1-b", 3, 2)];
    await watch.open();
    expect(watch.nodes.map(({ node }) => node.id)).toEqual(["chat-service-1-a", "gateway-1-b"]);
    expect(watch.nodes[1]?.node.load.connections).toBe(5);
    expect(watch.nodes[1]?.connections.map(({ count }) => count)).toEqual([3, 5]);
    expect(watch.nodes[0]?.connections).toEqual([]);
  });

  it("follows what nodes tell", async () => {
    await watch.open();
    const heard: number[] = [];
    watch.on("changed", (nodes) => heard.push(nodes.length));
    server.publish(TOPIC, reported("gateway-1-b", 1), 1);
    server.publish(TOPIC, reported("gateway-2-c", 1), 2);
    await waitFor(() => expect(heard).toEqual([1, 2]));
  });

  it("calls a node silent that is not heard any more, and forgets it later", async () => {
    await watch.open();
    server.publish(TOPIC, reported("gateway-1-b", 1), 1);
    await waitFor(() => expect(watch.nodes[0]?.silent).toBe(false));
    await waitFor(() => expect(watch.nodes[0]?.silent).toBe(true));
    await waitFor(() => expect(watch.nodes).toEqual([]));
  });

  it("calls a silent node alive again once it is heard", async () => {
    await watch.open();
    server.publish(TOPIC, reported("gateway-1-b", 1), 1);
    await waitFor(() => expect(watch.nodes[0]?.silent).toBe(true));
    server.publish(TOPIC, reported("gateway-1-b", 1), 2);
    await waitFor(() => expect(watch.nodes[0]?.silent).toBe(false));
  });

  it("rejects for whoever is no admin", async () => {
    server.answer = (command) =>
      command.subscribe ? { error: { code: 103, message: "permission denied" } } : answer(command);
    await expect(watch.open()).rejects.toMatchObject({ status: 403 });
    expect(watch.nodes).toEqual([]);
  });

  it("says when the right to watch has ended", async () => {
    await watch.open();
    const ended = new Promise<void>((resolve) => watch.on("ended", resolve));
    server.push({ channel: TOPIC, unsubscribe: { code: 2000, reason: "revoked" } });
    await ended;
  });
});
