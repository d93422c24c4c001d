import { EventSource } from "eventsource";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { WorkSyncClient, type Transport } from "../src/index.js";
import { StreamServer } from "./stream-server.js";
import { waitFor } from "./wait-for.js";

let server: StreamServer;
let client: WorkSyncClient;

async function connected(...blocked: Transport[]): Promise<void> {
  server = await StreamServer.start(...blocked);
  client = new WorkSyncClient({
    url: server.url,
    getToken: async () => "the-token",
    websocket: WebSocket,
    eventsource: EventSource,
  });
  await client.connect();
}

const paths = () => server.asked.map((url) => url.split("?")[0]);

afterEach(async () => {
  client.disconnect();
  await server.stop();
});

describe("where WebSockets are blocked", () => {
  it("a stream takes their place, and calls go beside it", async () => {
    await connected();
    expect(paths()).toEqual(["/connection/websocket", "/connection/http_stream"]);
    expect(await client.call("GET", "/api/a")).toEqual({ method: "GET /api/a" });
    expect(paths().at(-1)).toBe("/emulation");
  });

  it("events arrive on the stream", async () => {
    await connected();
    const heard: unknown[] = [];
    client.on("event", (event, topic) => heard.push([topic, event.type]));
    server.push({ channel: "user:u", subscribe: {} });
    server.push({ channel: "user:u", pub: { data: { type: "channel.joined" } } });
    await waitFor(() => expect(heard).toEqual([["user:u", "channel.joined"]]));
  });

  it("the token is in no address", async () => {
    await connected();
    expect(server.asked.join()).not.toContain("the-token");
    expect(server.commands[0]?.connect?.token).toBe("the-token");
  });

  it("a stream that was lost is replaced by another, without trying the WebSocket again", async () => {
    await connected();
    server.drop();
    await waitFor(() => expect(paths().filter((path) => path === "/connection/http_stream")).toHaveLength(2));
    await waitFor(() => expect(client.state).toBe("connected"));
    expect(paths().filter((path) => path === "/connection/websocket")).toHaveLength(1);
  });

  it("a disconnect that is said on the stream ends it for good", async () => {
    await connected();
    const closed = new Promise((resolve) => client.on("closed", resolve));
    server.push({ disconnect: { code: 3503, reason: "force disconnect", reconnect: false } });
    expect(await closed).toEqual({ code: 3503, reason: "force disconnect" });
  });
});

describe("where streams are blocked as well", () => {
  it("server-sent events take their place", async () => {
    await connected("http_stream");
    expect(paths().slice(0, 3)).toEqual(["/connection/websocket", "/connection/http_stream", "/connection/sse"]);
    expect(await client.call("GET", "/api/a")).toEqual({ method: "GET /api/a" });
  });
});
