import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { WorkSyncClient, type ConnectionState } from "../src/index.js";
import { ProtocolServer, type Command } from "./protocol-server.js";
import { waitFor } from "./wait-for.js";

let server: ProtocolServer;
let client: WorkSyncClient;
let tokens = 0;

const CONNECTED = { client: "c1", version: "1", ping: 25, pong: true, session: "s1" };

function answers(rpc: (command: NonNullable<Command["rpc"]>) => Record<string, unknown> | null = () => ({})) {
  return (command: Command) => {
    if (command.connect) return { connect: CONNECTED };
    if (command.subscribe) return { subscribe: {} };
    if (command.unsubscribe) return { unsubscribe: {} };
    if (command.refresh) return { refresh: { client: "c1", version: "1" } };
    return command.rpc ? rpc(command.rpc) : {};
  };
}

beforeEach(async () => {
  tokens = 0;
  server = await ProtocolServer.start();
  server.answer = answers();
  client = new WorkSyncClient({
    url: server.url,
    getToken: async () => `token-${++tokens}`,
    timeoutMs: 3_000,
    websocket: WebSocket,
  });
});

afterEach(async () => {
  client.disconnect();
  await server.stop();
});

describe("calling", () => {
  it("goes over the socket as an rpc of method and path", async () => {
    server.answer = answers(({ data }) => ({ rpc: { data: { seq: 42, echo: data } } }));
    await client.connect();
    const sent = await client.chat.send("ch/1", { text: "Hey", clientId: "k3" });
    expect(server.rpcs()).toEqual(["POST /api/chat/v1/channels/ch%2F1/messages"]);
    expect(sent).toEqual({ seq: 42, echo: { text: "Hey", clientId: "k3" } });
  });

  it("rejects with the status of a refusal", async () => {
    server.answer = answers(() => ({ error: { code: 403, message: "You are not a member of this channel" } }));
    await client.connect();
    await expect(client.chat.history("c")).rejects.toMatchObject({
      name: "WorkSyncError",
      status: 403,
      message: "You are not a member of this channel",
    });
  });

  it("waits for a lost connection", async () => {
    server.answer = answers(() => ({ rpc: { data: { id: "me" } } }));
    await client.connect();
    server.drop();
    await waitFor(() => expect(client.state).toBe("connecting"));
    expect(await client.chat.me()).toEqual({ id: "me" });
  });

  it("repeats what only reads when the connection is lost before the answer, and nothing else", async () => {
    server.answer = answers(({ method }) => {
      if (server.rpcs().filter((each) => each === method).length > 1) return { rpc: { data: { id: "me" } } };
      server.drop();
      return null;
    });
    await client.connect();
    expect(await client.chat.me()).toEqual({ id: "me" });
    await expect(client.chat.createChannel({ name: "n", kind: "public" })).rejects.toMatchObject({ status: 0 });
    expect(server.rpcs().filter((method) => method.startsWith("POST"))).toHaveLength(1);
  });

  it("gives up waiting after its timeout", async () => {
    await client.connect();
    await server.stop();
    await waitFor(() => expect(client.state).toBe("connecting"));
    await expect(client.chat.me()).rejects.toMatchObject({ status: 0, temporary: true });
    server = await ProtocolServer.start();
  });

  it("fails at once when there is no connection to wait for", async () => {
    await expect(client.chat.me()).rejects.toMatchObject({ status: 0, temporary: true });
  });

  it("follows the cursor of a list to its end", async () => {
    server.answer = answers(({ method }) => ({
      rpc: {
        data: method.includes("cursor=n2")
          ? { items: [{ id: "b" }], nextCursor: null }
          : { items: [{ id: "a" }], nextCursor: "n2" },
      },
    }));
    await client.connect();
    expect((await client.chat.channels()).map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("sending a message", () => {
  it("repeats the same clientId until there is an answer", async () => {
    const bodies: unknown[] = [];
    server.answer = answers(({ data }) => {
      bodies.push(data);
      if (bodies.length === 1) return { error: { code: 503, message: "Later" } };
      if (bodies.length === 2) {
        server.drop();
        return null;
      }
      return { rpc: { data: { id: "m1" } } };
    });
    await client.connect();
    expect(await client.chat.send("c", { text: "Hey" })).toEqual({ id: "m1" });
    expect(bodies.length).toBe(3);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ text: "Hey", clientId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it("isn't repeated when it was refused", async () => {
    server.answer = answers(() => ({ error: { code: 400, message: "text: must not be blank" } }));
    await client.connect();
    await expect(client.chat.send("c", { text: "" })).rejects.toMatchObject({ status: 400 });
    expect(server.rpcs().length).toBe(1);
  });
});

describe("events", () => {
  const created = { type: "message.created", at: "2026-11-23T19:00:00Z", message: { id: "m1", seq: 1 } };

  it("of a topic that the server subscribed arrive by their type, with the topic", async () => {
    server.answer = (command) =>
      command.connect
        ? { connect: { ...CONNECTED, subs: { "channel:c": { recoverable: true, epoch: "e", offset: 0 } } } }
        : {};
    const received: unknown[] = [];
    client.on("message.created", (event, topic) => received.push([event.message.id, topic]));
    await client.connect();
    server.publish("channel:c", created, 1);
    await waitFor(() => expect(received).toEqual([["m1", "channel:c"]]));
  });

  it("that were missed are delivered after a reconnect", async () => {
    let connects = 0;
    server.answer = (command) => {
      if (!command.connect) return {};
      const missed = { recovered: true, was_recovering: true, publications: [{ data: created, offset: 1 }] };
      const sub = { recoverable: true, epoch: "e", offset: 0, ...(connects++ > 0 ? missed : {}) };
      return { connect: { ...CONNECTED, subs: { "channel:c": sub } } };
    };
    const received: string[] = [];
    const resyncs: string[] = [];
    client.on("message.created", (event) => received.push(event.message.id));
    client.on("resync", ({ topic }) => resyncs.push(topic));
    await client.connect();
    server.drop();
    await waitFor(() => expect(received).toEqual(["m1"]));
    expect(resyncs).toEqual([]);
  });

  it("that can't be recovered ask for a resync of their topic", async () => {
    let connects = 0;
    server.answer = (command) => {
      if (!command.connect) return {};
      const lost = connects++ > 0 ? { recovered: false, was_recovering: true } : {};
      return { connect: { ...CONNECTED, subs: { "channel:c": { recoverable: true, epoch: "e", offset: 7, ...lost } } } };
    };
    const resyncs: string[] = [];
    client.on("resync", ({ topic }) => resyncs.push(topic));
    await client.connect();
    server.drop();
    await waitFor(() => expect(resyncs).toEqual(["channel:c"]));
  });
});

describe("watching", () => {
  const topics = (name: "subscribe" | "unsubscribe") =>
    server.commands.flatMap((command) => (command[name] ? [command[name].channel] : []));

  it("subscribes a topic once and ends it with its last watcher", async () => {
    await client.connect();
    const first = client.watchPresence(["u1", "u2", "u1"]);
    const second = client.watchPresence(["u1"]);
    await waitFor(() => expect(topics("subscribe").sort()).toEqual(["presence:u1", "presence:u2"]));
    first();
    first();
    await waitFor(() => expect(topics("unsubscribe")).toEqual(["presence:u2"]));
    second();
    await waitFor(() => expect(topics("unsubscribe").sort()).toEqual(["presence:u1", "presence:u2"]));
  });

  it("delivers what is published there as events", async () => {
    const received: string[] = [];
    client.on("typing.started", (event, topic) => received.push(`${event.typing.userId} on ${topic}`));
    await client.connect();
    client.watchTyping("c");
    await waitFor(() => expect(topics("subscribe")).toEqual(["typing:c"]));
    server.publish("typing:c", { type: "typing.started", at: "", typing: { channelId: "c", userId: "aisha" } });
    await waitFor(() => expect(received).toEqual(["aisha on typing:c"]));
  });

  it("tells of a refusal, and asks again when it is watched again", async () => {
    server.answer = (command) =>
      command.connect ? { connect: CONNECTED } : { error: { code: 103, message: "permission denied" } };
    const refused: unknown[] = [];
    client.on("unsubscribed", (signal) => refused.push(signal));
    await client.connect();
    const use = client.useTopic("meeting:m");
    await expect(use.ready).rejects.toMatchObject({ status: 403, code: 103 });
    expect(refused).toEqual([{ topic: "meeting:m", code: 103, reason: "permission denied" }]);
    server.answer = answers();
    await client.useTopic("meeting:m").ready;
  });
});

describe("the connection", () => {
  it("refreshes its token on the open socket", async () => {
    server.answer = (command) => {
      if (command.connect) return { connect: { ...CONNECTED, expires: true, ttl: 1 } };
      return command.refresh ? { refresh: { client: "c1", version: "1" } } : {};
    };
    await client.connect();
    await waitFor(() => expect(server.commands.find(({ refresh }) => refresh)).toBeDefined());
    expect(server.commands.map((c) => c.connect?.token ?? c.refresh?.token)).toEqual(["token-1", "token-2"]);
    expect(client.token).toBe("token-2");
  });

  it("tells its state, and that it was closed for good", async () => {
    const states: ConnectionState[] = [];
    const closed: number[] = [];
    client.on("state", (state) => states.push(state));
    client.on("closed", ({ code }) => closed.push(code));
    await client.connect();
    server.push({ disconnect: { code: 3500, reason: "invalid token" } });
    await waitFor(() => expect(closed).toEqual([3500]));
    expect(states).toEqual(["connecting", "connected", "disconnected"]);
  });
});
