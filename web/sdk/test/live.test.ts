/**
 * Against a running WorkSync, as two people: `npm run test:live -w sdk`.
 *
 * - `WORKSYNC_URL`: the server, e.g. `http://localhost:8080`; or several, separated by commas: the two people then use
 *   the first and the last of them.
 * - `WORKSYNC_TOKEN_CMD`: a command that prints an access token of the user whose name is appended to it, e.g.
 *   `./worksync token` (run in `WORKSYNC_TOKEN_CWD`, by default here); or `WORKSYNC_TOKEN_RAHIM`, `WORKSYNC_TOKEN_AISHA`.
 */
import { Centrifuge } from "centrifuge";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  ChannelTimeline,
  MeetingClient,
  randomId,
  WorkSyncClient,
  type Message,
  type MessageChange,
  type MyChannel,
  type WorkSyncEvent,
} from "../src/index.js";
import { camera, MediaStream, RTCPeerConnection, stopCameras } from "./webrtc.js";
import { tokenOf } from "./tokens.js";
import { waitFor } from "./wait-for.js";

const urls = (process.env["WORKSYNC_URL"] ?? "").split(",").filter(Boolean);
const UNKNOWN = "0198f0c2-0000-7000-8000-00000000dead";

/** The sockets of one person, so that a test can cut them. */
class Sockets {
  readonly opened: WebSocket[] = [];
  readonly constructor_: unknown;

  constructor() {
    const { opened } = this;
    this.constructor_ = class extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        opened.push(this);
      }
    };
  }

  cut(): void {
    this.opened.at(-1)?.terminate();
  }
}

class Person {
  readonly sockets = new Sockets();
  readonly client: WorkSyncClient;
  readonly events: { event: WorkSyncEvent; topic: string }[] = [];
  readonly resyncs: string[] = [];

  constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.client = new WorkSyncClient({
      url,
      getToken: () => tokenOf(name),
      websocket: this.sockets.constructor_,
    });
    this.client.on("event", (event, topic) => this.events.push({ event, topic }));
    this.client.on("resync", ({ topic }) => this.resyncs.push(topic));
  }

  texts(channelId: string): string[] {
    return this.events.flatMap(({ event, topic }) =>
      event.type === "message.created" && topic === `channel:${channelId}` ? [event.message.text] : [],
    );
  }

  async hears(wanted: (event: WorkSyncEvent, topic: string) => boolean, timeout = 10_000): Promise<WorkSyncEvent> {
    return waitFor(
      () => {
        const found = this.events.find(({ event, topic }) => wanted(event, topic));
        expect(found, `${this.name} waits for an event`).toBeDefined();
        return found!.event;
      },
      { timeout, interval: 20 },
    );
  }
}

const connected: Person[] = [];
const meetings: MeetingClient[] = [];

async function person(name: string, url: string): Promise<Person> {
  const opened = new Person(name, url);
  connected.push(opened);
  await opened.client.connect();
  return opened;
}

const rahimConnects = () => person("rahim", urls[0]!);
const aishaConnects = () => person("aisha", urls.at(-1)!);

/** A channel of Rahim's with Aisha in it, which her session receives. */
async function sharedChannel(rahim: Person, aisha: Person): Promise<MyChannel> {
  const channel = await rahim.client.chat.createChannel({ name: `live-${randomId().slice(0, 12)}`, kind: "private" });
  const { id } = await aisha.client.chat.me();
  await rahim.client.chat.addMember(channel.id, id);
  await aisha.hears((event) => event.type === "channel.joined" && event.channel.id === channel.id);
  return channel;
}

beforeAll(async () => {
  expect(urls, "Set WORKSYNC_URL; see the head of test/live.test.ts").not.toEqual([]);
  // both are known to the directory from their first call on
  for (const connect of [rahimConnects, aishaConnects]) await (await connect()).client.chat.me();
  connected.splice(0).forEach(({ client }) => client.disconnect());
});

afterEach(async () => {
  await Promise.allSettled(meetings.splice(0).map((meeting) => meeting.leave()));
  connected.splice(0).forEach(({ client }) => client.disconnect());
  stopCameras();
});

describe("a message", () => {
  it("is answered to its sender and seen by the other, without a reload", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const sent = await rahim.client.chat.send(channel.id, { text: "Hey, did you push the latest code?" });
    expect(sent).toMatchObject({ seq: channel.lastSeq + 1, text: "Hey, did you push the latest code?", version: 1 });
    const event = await aisha.hears((e, topic) => e.type === "message.created" && topic === `channel:${channel.id}`);
    expect(event).toMatchObject({ type: "message.created", message: sent });
  });

  it("that is sent twice with one clientId is one message", async () => {
    const rahim = await rahimConnects();
    const channel = await rahim.client.chat.createChannel({ name: `live-${randomId().slice(0, 12)}`, kind: "private" });
    const draft = { text: "once", clientId: randomId() };
    const sent = await Promise.all([1, 2, 3].map(() => rahim.client.chat.send(channel.id, draft)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect((await rahim.client.chat.history(channel.id)).items.filter(({ text }) => text === "once")).toHaveLength(1);
  });

  it("and its changes leave a timeline as fetching again would", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    let timeline = ChannelTimeline.empty(channel.id).withPage(await aisha.client.chat.history(channel.id));
    const apply = (event: MessageChange) => {
      timeline = timeline.withEvent(event);
    };
    aisha.client.on("message.created", apply);
    aisha.client.on("message.updated", apply);
    aisha.client.on("message.deleted", apply);
    const sent: Message[] = [];
    for (const text of ["one", "two", "three"]) sent.push(await rahim.client.chat.send(channel.id, { text }));
    await rahim.client.chat.edit(channel.id, sent[0]!.id, "one, corrected");
    await rahim.client.chat.remove(channel.id, sent[1]!.id);
    await aisha.hears((e) => e.type === "message.deleted" && e.message.id === sent[1]!.id);
    expect(timeline.messages).toEqual((await aisha.client.chat.history(channel.id)).items);
    expect(timeline.gaps).toEqual([]);
  });

  it("is read, on every device of the reader", async () => {
    const [rahim, aisha, phone] = [await rahimConnects(), await aishaConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const { seq } = await rahim.client.chat.send(channel.id, { text: "read me" });
    await waitFor(async () => {
      const mine = (await aisha.client.chat.channels()).find(({ id }) => id === channel.id);
      expect(mine?.unread).toBeGreaterThan(0);
    });
    await aisha.client.chat.markRead(channel.id, seq);
    const event = await phone.hears((e) => e.type === "read.updated" && e.read.readSeq === seq);
    expect(event).toMatchObject({ read: { channelId: channel.id, unread: 0 } });
  });
});

describe("a lost connection", () => {
  it("costs nothing: what was missed arrives once, in order", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    await rahim.client.chat.send(channel.id, { text: "before" });
    await waitFor(() => expect(aisha.texts(channel.id)).toEqual(["before"]));
    aisha.sockets.cut();
    const missed = Array.from({ length: 20 }, (_, i) => `missed ${i}`);
    for (const text of missed) await rahim.client.chat.send(channel.id, { text });
    await waitFor(() => expect(aisha.texts(channel.id)).toEqual(["before", ...missed]), { timeout: 15_000 });
    expect(aisha.resyncs).toEqual([]);
    expect(aisha.sockets.opened.length).toBeGreaterThan(1);
  });

  it("keeps a call waiting rather than failing", async () => {
    const rahim = await rahimConnects();
    rahim.sockets.cut();
    expect(await rahim.client.chat.me()).toMatchObject({ username: "rahim" });
  });
});

describe("a mention", () => {
  it("notifies, and is no longer counted once it was read", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    await aisha.client.notifications.markAllRead();
    const sent = await rahim.client.chat.send(channel.id, { text: "@aisha the build is green" });
    const event = await aisha.hears((e) => e.type === "notification.created", 20_000);
    expect(event).toMatchObject({ notification: { messageId: sent.id, kind: "mention", channelId: channel.id } });
    expect((await aisha.client.notifications.counts()).unread).toBeGreaterThan(0);
    if (event.type === "notification.created") await aisha.client.notifications.markRead(event.notification.id);
    await waitFor(async () => expect((await aisha.client.notifications.counts()).unread).toBe(0));
  });
});

describe("presence", () => {
  it("of somebody who comes is told to those who watch", async () => {
    const rahim = await rahimConnects();
    const { id: rahimId } = await rahim.client.chat.me();
    const aisha = await aishaConnects();
    await sharedChannel(rahim, aisha);
    const unwatch = aisha.client.watchPresence([rahimId]);
    await waitFor(
      async () => expect(await aisha.client.presence.users([rahimId])).toMatchObject([{ availability: "online" }]),
      { timeout: 15_000 },
    );
    await rahim.client.presence.setMine({ availability: "dnd", statusText: "deploying" });
    const event = await aisha.hears((e) => e.type === "presence.changed" && e.presence.availability === "dnd");
    expect(event).toMatchObject({ presence: { userId: rahimId, statusText: "deploying" } });
    await rahim.client.presence.setMine({ availability: "auto", statusText: null });
    unwatch();
  });

  it("shows who is typing to those who have the channel open", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const use = aisha.client.useTopic(`typing:${channel.id}`);
    await use.ready;
    await rahim.client.presence.typing(channel.id, true);
    const event = await aisha.hears((e) => e.type === "typing.started");
    expect(event).toMatchObject({ typing: { channelId: channel.id } });
    await rahim.client.presence.typing(channel.id, false);
    await aisha.hears((e) => e.type === "typing.stopped");
    use.release();
  });
});

describe("a meeting", { timeout: 90_000 }, () => {
  function takesPart(who: Person): MeetingClient {
    const meeting = new MeetingClient(who.client, {
      webrtc: { RTCPeerConnection, MediaStream },
      qualityIntervalMs: 200,
    });
    meetings.push(meeting);
    return meeting;
  }

  /** Frames that arrived of the others, by the statistics of the connection. */
  function frames(meeting: MeetingClient): () => number {
    let decoded = 0;
    meeting.on("quality", ([first]) => (decoded = first?.framesDecoded ?? decoded));
    return () => decoded;
  }

  it("rings, and both see each other until one leaves", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const started = await rahim.client.meetings.start({ channelId: channel.id, ring: true });
    const ringing = await aisha.hears((e) => e.type === "meeting.ringing");
    expect(ringing).toMatchObject({ meeting: { id: started.id }, caller: { username: "rahim" } });

    const [his, hers] = [takesPart(rahim), takesPart(aisha)];
    const [hisFrames, herFrames] = [frames(his), frames(hers)];
    await his.join(started.id, { video: camera() });
    await hers.join(started.id, { video: camera() });
    for (const meeting of [his, hers]) {
      await waitFor(() => expect(meeting.remotes).toMatchObject([{ connection: "connected" }]), { timeout: 20_000 });
      await waitFor(() => expect(meeting.participants.map(({ video }) => video)).toEqual([true, true]));
    }
    await waitFor(() => expect(Math.min(hisFrames(), herFrames())).toBeGreaterThan(5), { timeout: 20_000 });

    const screen = new MediaStream([camera()]);
    await his.addScreen(screen);
    await waitFor(() => expect(hers.remotes[0]?.screen?.getVideoTracks()).toHaveLength(1), { timeout: 10_000 });
    await his.removeScreen();
    await waitFor(() => expect(hers.remotes[0]?.screen).toBeNull(), { timeout: 10_000 });

    // media doesn't need the socket
    const before = herFrames();
    aisha.sockets.cut();
    await waitFor(() => expect(herFrames()).toBeGreaterThan(before + 5), { timeout: 10_000 });
    await waitFor(() => expect(aisha.client.state).toBe("connected"), { timeout: 10_000 });
    expect(hers.state).toBe("joined");

    await his.leave();
    await waitFor(() => expect(hers.remotes).toEqual([]), { timeout: 10_000 });
    await hers.leave();
    expect(hers.state).toBe("left");
  });

  it("is joined again, as the same participant, by somebody who was away too long", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const started = await rahim.client.meetings.start({ channelId: channel.id });
    const [his, hers] = [takesPart(rahim), takesPart(aisha)];
    await his.join(started.id);
    const { participantId: first } = await hers.join(started.id);
    await waitFor(() => expect(his.remotes).toMatchObject([{ connection: "connected" }]), { timeout: 20_000 });
    aisha.client.disconnect();
    await waitFor(() => expect(his.participants).toHaveLength(1), { timeout: 40_000, interval: 100 });
    await aisha.client.connect();
    // a connection that does not come about is replaced after 20 s
    await waitFor(() => expect(his.remotes).toMatchObject([{ connection: "connected" }]), { timeout: 45_000 });
    expect(hers.state).toBe("joined");
    expect(hers.participantId).toBe(first);
    expect(his.remotes[0]?.participantId).toBe(first);
  }, 120_000);

  it("is over for all when it is ended", async () => {
    const [rahim, aisha] = [await rahimConnects(), await aishaConnects()];
    const channel = await sharedChannel(rahim, aisha);
    const started = await rahim.client.meetings.start({ channelId: channel.id });
    const hers = takesPart(aisha);
    const over: string[] = [];
    hers.on("over", (reason) => over.push(reason));
    await hers.join(started.id);
    await rahim.client.meetings.end(started.id);
    await waitFor(() => expect(over).toEqual(["ended"]), { timeout: 10_000 });
  });
});

describe("a refusal", () => {
  it.each([
    ["GET", `/api/chat/v1/channels/${UNKNOWN}/messages`, null, 404],
    ["GET", "/api/chat/v1/channels/not-an-id/messages", null, 404],
    ["POST", "/api/chat/v1/channels", { name: "nul\0", kind: "public" }, 400],
    ["POST", "/api/chat/v1/channels", { kind: 7 }, 400],
    ["GET", "/api/nowhere/v1/things", null, 404],
    ["GET", `/api/meetings/v1/meetings/${UNKNOWN}`, null, 404],
  ] as const)("of %s %s is the same over the socket and over HTTP", async (method, path, body, status) => {
    const rahim = await rahimConnects();
    await expect(rahim.client.call(method, path, body)).rejects.toMatchObject({ name: "WorkSyncError", status });
    const answer = await fetch(rahim.url + path, {
      method,
      headers: { authorization: `Bearer ${rahim.client.token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String), traceId: expect.any(String) });
  });

  it.each([
    [`meeting:${UNKNOWN}`, 103],
    [`typing:${UNKNOWN}`, 103],
    ["user:somebody-else", 103],
    ["nowhere:x", 102],
  ])("of the topic %s has the protocol's code %i", async (topic, code) => {
    const rahim = await rahimConnects();
    await expect(rahim.client.useTopic(topic).ready).rejects.toMatchObject({ code });
  });

  it("of a token closes the connection for good", async () => {
    const client = new WorkSyncClient({ url: urls[0]!, getToken: async () => "not.a.token", websocket: WebSocket });
    const closed = new Promise<number>((resolve) => client.on("closed", ({ code }) => resolve(code)));
    await expect(client.connect()).rejects.toMatchObject({ name: "WorkSyncError" });
    expect(await closed).toBe(3500);
  });
});

describe("the plain centrifuge client", () => {
  it("connects, calls and receives, knowing nothing of this SDK", async () => {
    const rahim = await rahimConnects();
    const socket = `${urls.at(-1)!.replace(/^http/, "ws")}/connection/websocket`;
    const centrifuge = new Centrifuge(socket, { getToken: () => tokenOf("aisha"), websocket: WebSocket });
    const topics: string[] = [];
    const received: unknown[] = [];
    centrifuge.on("subscribed", ({ channel }) => topics.push(channel));
    centrifuge.on("publication", ({ channel, data }) => received.push({ channel, data }));
    centrifuge.connect();
    await centrifuge.ready();
    try {
      const { data: aisha } = await centrifuge.rpc("GET /api/chat/v1/users/me", null);
      expect(topics).toContain(`user:${aisha.id}`);
      const channel = await rahim.client.chat.createChannel({ name: `live-${randomId().slice(0, 12)}`, kind: "private" });
      await rahim.client.chat.addMember(channel.id, aisha.id);
      await waitFor(() => expect(topics).toContain(`channel:${channel.id}`));
      const sent = await rahim.client.chat.send(channel.id, { text: "hello, plain client" });
      await waitFor(() =>
        expect(received).toContainEqual({
          channel: `channel:${channel.id}`,
          data: expect.objectContaining({ type: "message.created", message: sent }),
        }),
      );
    } finally {
      centrifuge.disconnect();
    }
  });
});
