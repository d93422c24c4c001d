/**
 * The plain `centrifuge` client over each transport against a running WorkSync; the environment is that of
 * `live.test.ts`. With two servers in `WORKSYNC_URL` the stream is on the last, and what the client sends goes to the
 * first.
 */
import { Centrifuge, type Options, type PublicationContext, type TransportName } from "centrifuge";
import { Centrifuge as ProtobufCentrifuge } from "centrifuge/build/protobuf";
import { EventSource } from "eventsource";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { randomId, WorkSyncClient } from "../src/index.js";
import { Detour } from "./detour.js";
import { tokenOf } from "./tokens.js";
import { waitFor } from "./wait-for.js";

const urls = (process.env["WORKSYNC_URL"] ?? "").split(",").filter(Boolean);

interface Way {
  transport: TransportName;
  protobuf: boolean;
}

interface Received {
  text: string;
  offset: number | undefined;
}

/** The data of the binary form is bytes, here those of JSON. */
const encoded = (data: unknown, { protobuf }: Way) =>
  protobuf ? new TextEncoder().encode(JSON.stringify(data)) : data;
const decoded = (data: unknown, { protobuf }: Way) =>
  protobuf ? JSON.parse(new TextDecoder().decode(data as Uint8Array)) : data;

beforeAll(async () => {
  expect(urls, "Set WORKSYNC_URL; see the head of test/live.test.ts").not.toEqual([]);
});

describe.each<Way>([
  { transport: "websocket", protobuf: false },
  { transport: "websocket", protobuf: true },
  { transport: "http_stream", protobuf: false },
  { transport: "http_stream", protobuf: true },
  { transport: "sse", protobuf: false },
])("over $transport, protobuf $protobuf", (way) => {
  let door: Detour;
  let rahim: WorkSyncClient;
  let aisha: Centrifuge;
  let channelId: string;
  const subscribed: { channel: string; recovered: boolean }[] = [];
  const received: Received[] = [];
  let tokensAsked = 0;

  async function connects(token: () => Promise<string>): Promise<Centrifuge> {
    const url = way.transport === "websocket" ? door.url.replace("http", "ws") : door.url;
    const options: Partial<Options> = {
      emulationEndpoint: `${urls[0]}/emulation`,
      getToken: () => {
        tokensAsked++;
        return token();
      },
      websocket: WebSocket,
      eventsource: EventSource,
      minReconnectDelay: 50,
      maxReconnectDelay: 500,
    };
    const endpoints = [{ transport: way.transport, endpoint: `${url}/connection/${way.transport}` }];
    const client = way.protobuf
      ? (new ProtobufCentrifuge(endpoints, options) as unknown as Centrifuge)
      : new Centrifuge(endpoints, options);
    client.on("subscribed", ({ channel, recovered }) => subscribed.push({ channel, recovered }));
    client.on("publication", (publication) => remember(publication));
    client.connect();
    return client;
  }

  function remember({ channel, data, offset }: PublicationContext): void {
    const event = decoded(data, way) as { type: string; message?: { text: string } };
    if (channel === `channel:${channelId}` && event.type === "message.created") {
      received.push({ text: event.message?.text ?? "", offset });
    }
  }

  const call = async (method: string, body: unknown = null) =>
    decoded((await aisha.rpc(method, encoded(body, way))).data, way);
  const texts = () => received.map(({ text }) => text);

  beforeEach(async () => {
    [subscribed.length, received.length, tokensAsked] = [0, 0, 0];
    door = await Detour.to(urls.at(-1)!);
    rahim = new WorkSyncClient({ url: urls[0]!, getToken: () => tokenOf("rahim"), websocket: WebSocket });
    await rahim.connect();
    aisha = await connects(() => tokenOf("aisha"));
    await aisha.ready(10_000);
    const { id } = await call("GET /api/chat/v1/users/me");
    const name = `live-${randomId().slice(0, 12)}`;
    channelId = (await rahim.chat.createChannel({ name, kind: "private" })).id;
    await rahim.chat.addMember(channelId, id);
    await waitFor(() => expect(subscribed.map(({ channel }) => channel)).toContain(`channel:${channelId}`));
  });

  afterEach(async () => {
    aisha.disconnect();
    rahim.disconnect();
    await door.stop();
  });

  it("messages come and go", async () => {
    const sent = await rahim.chat.send(channelId, { text: "Hey, did you push the latest code?" });
    await waitFor(() => expect(texts()).toEqual([sent.text]));
    const answer = await call(`POST /api/chat/v1/channels/${channelId}/messages`, {
      text: "yes: é 😀",
      clientId: randomId(),
    });
    expect(answer).toMatchObject({ seq: sent.seq + 1, text: "yes: é 😀" });
    await waitFor(() => expect(texts()).toEqual([sent.text, answer.text]));
  });

  it("calls that change something happen in the order they were made", async () => {
    const sent = Array.from({ length: 10 }, (_, i) => `number ${i}`);
    for (const text of sent) await call(`POST /api/chat/v1/channels/${channelId}/messages`, { text, clientId: randomId() });
    await waitFor(() => expect(texts()).toEqual(sent));
  });

  it("a topic is subscribed, published to by its owner only, and left", async () => {
    const topic = `typing:${channelId}`;
    const typing = aisha.newSubscription(topic);
    const heard: string[] = [];
    typing.on("publication", ({ data }) => heard.push((decoded(data, way) as { type: string }).type));
    typing.subscribe();
    await typing.ready(10_000);
    await rahim.presence.typing(channelId, true);
    await waitFor(() => expect(heard).toContain("typing.started"));
    await expect(typing.publish(encoded({ type: "typing.started" }, way))).rejects.toMatchObject({ code: 103 });
    const left = new Promise((resolve) => typing.once("unsubscribed", resolve));
    typing.unsubscribe();
    await left;
    await expect(aisha.history("nowhere:x", { limit: 1 })).rejects.toMatchObject({ code: 102 });
  });

  it("a board is published to by its members", async () => {
    const board = aisha.newSubscription(`board:${channelId}`);
    const heard: unknown[] = [];
    board.on("publication", ({ data, info }) => heard.push([decoded(data, way), info?.user]));
    board.subscribe();
    await board.ready(10_000);
    await board.publish(encoded({ type: "cursor.moved", x: 7 }, way));
    const { id } = await call("GET /api/chat/v1/users/me");
    await waitFor(() => expect(heard).toContainEqual([{ type: "cursor.moved", x: 7 }, id]));
    expect(Object.values((await board.presence()).clients).map(({ user }) => user)).toContain(id);
    board.unsubscribe();
  });

  it("what was missed while it was cut arrives once, in order", async () => {
    await rahim.chat.send(channelId, { text: "before" });
    await waitFor(() => expect(texts()).toEqual(["before"]));
    door.close();
    const missed = Array.from({ length: 20 }, (_, i) => `missed ${i}`);
    for (const text of missed) await rahim.chat.send(channelId, { text });
    subscribed.length = 0;
    door.reopen();
    await waitFor(() => expect(texts()).toEqual(["before", ...missed]), { timeout: 15_000 });
    expect(subscribed).toContainEqual({ channel: `channel:${channelId}`, recovered: true });
    const offsets = received.map(({ offset }) => offset!);
    expect(offsets).toEqual(offsets.map((_, i) => offsets[0]! + i));
    expect(await call("GET /api/chat/v1/users/me")).toMatchObject({ username: "aisha" });
  });

  it("the token is renewed on the open connection", async () => {
    const reconnects: unknown[] = [];
    aisha.on("connecting", (context) => reconnects.push(context));
    const asked = tokensAsked;
    // what its timer does shortly before the token expires
    (aisha as unknown as { _refresh(): void })._refresh();
    await waitFor(() => expect(tokensAsked).toBe(asked + 1));
    expect(await call("GET /api/chat/v1/users/me")).toMatchObject({ username: "aisha" });
    expect(reconnects).toEqual([]);
  });

  it("a token that is none ends it for good", async () => {
    const stranger = await connects(async () => "not.a.token");
    const closed = new Promise<{ code: number }>((resolve) => stranger.on("disconnected", resolve));
    expect(await closed).toMatchObject({ code: 3500, reason: "invalid token" });
  });
});
