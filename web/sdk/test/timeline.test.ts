import { describe, expect, it } from "vitest";
import { ChannelTimeline } from "../src/timeline.js";
import type { Message, MessageChange, MessagePage } from "../src/types.js";

const CHANNEL = "0198f0c2-0000-7000-8000-000000000001";
const AT = "2026-11-23T19:00:00Z";

function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    channelId: CHANNEL,
    seq,
    authorId: "rahim",
    text: `text ${seq}`,
    clientId: `c${seq}`,
    threadId: null,
    createdAt: AT,
    editedAt: null,
    deletedAt: null,
    version: 1,
    reactions: [],
    attachments: [],
    mentions: { userIds: [], channel: false, here: false },
    ...over,
  };
}

/** What the server keeps, and tells of each change. */
class Server {
  readonly messages: Message[] = [];

  send(): MessageChange {
    const sent = message(this.messages.length + 1);
    this.messages.push(sent);
    return { type: "message.created", at: AT, message: sent };
  }

  edit(seq: number, text: string): MessageChange {
    return { type: "message.updated", at: AT, message: this.#change(seq, { text, editedAt: AT }) };
  }

  remove(seq: number): MessageChange {
    return { type: "message.deleted", at: AT, message: this.#change(seq, { text: "", deletedAt: AT }) };
  }

  before(seq: number, limit: number): MessagePage {
    return this.#page((found) => found.seq < seq, -limit);
  }

  after(seq: number, limit: number): MessagePage {
    return this.#page((found) => found.seq > seq, limit);
  }

  latest(limit: number): MessagePage {
    return this.before(Infinity, limit);
  }

  #page(wanted: (message: Message) => boolean, limit: number): MessagePage {
    const found = this.messages.filter(wanted);
    const items = limit < 0 ? found.slice(limit) : found.slice(0, limit);
    return {
      items: structuredClone(items),
      hasMoreBefore: items.length > 0 && items[0]!.seq > 1,
      hasMoreAfter: items.length > 0 && items.at(-1)!.seq < this.messages.length,
    };
  }

  #change(seq: number, change: Partial<Message>): Message {
    const changed = { ...this.messages[seq - 1]!, ...change, version: this.messages[seq - 1]!.version + 1 };
    this.messages[seq - 1] = changed;
    return changed;
  }
}

/** A random number generator whose runs can be repeated (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function apply(timeline: ChannelTimeline, ...events: MessageChange[]): ChannelTimeline {
  return events.reduce((all, event) => all.withEvent(event), timeline);
}

describe("a timeline", () => {
  it("shows after any events what fetching again would show", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const pick = (below: number) => Math.floor(random() * below);
      const server = new Server();
      const events: MessageChange[] = [];
      let timeline = ChannelTimeline.empty(CHANNEL);
      for (let step = 0; step < 40; step++) {
        const count = server.messages.length;
        const dice = pick(10);
        if (dice < 5 || count === 0) events.push(server.send());
        else if (dice < 7) events.push(server.edit(1 + pick(count), `edit ${step}`));
        else if (dice < 8) events.push(server.remove(1 + pick(count)));
        else {
          // a page that is on its way while more happens
          const page = server.latest(1 + pick(10));
          for (let more = pick(3); more > 0; more--) events.push(server.send(), server.edit(1 + pick(count), "again"));
          timeline = apply(timeline, ...events.splice(0)).withPage(page);
        }
        // delivered late, in any order, and some twice
        while (events.length > 0 && random() < 0.5) {
          const [event] = events.splice(pick(events.length), 1);
          timeline = apply(timeline, event!, ...(random() < 0.3 ? [event!] : []));
        }
      }
      timeline = apply(timeline.withPage(server.latest(10)), ...events);
      while (timeline.hasMoreBefore) timeline = timeline.withPage(server.before(timeline.firstSeq, 7));
      for (const { after } of timeline.gaps) timeline = timeline.withPage(server.after(after, 40));
      expect(timeline.messages, `seed ${seed}`).toEqual(server.messages);
      expect(timeline.hasMoreAfter, `seed ${seed}`).toBe(false);
    }
  });

  it("keeps messages of a part that wasn't fetched out of sight until it is", () => {
    const server = new Server();
    for (let i = 0; i < 10; i++) server.send();
    let timeline = ChannelTimeline.empty(CHANNEL).withPage(server.after(2, 3));
    timeline = apply(timeline, server.send(), server.edit(1, "old"));
    expect(timeline.messages.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    timeline = timeline.withPage(server.after(5, 50)).withPage(server.before(3, 50));
    expect(timeline.messages).toEqual(server.messages);
  });

  it("takes a change that overtook an older page", () => {
    const server = new Server();
    for (let i = 0; i < 5; i++) server.send();
    const page = server.latest(5);
    const timeline = apply(ChannelTimeline.empty(CHANNEL), server.edit(2, "newer"), server.send()).withPage(page);
    expect(timeline.messages).toEqual(server.messages);
  });

  it("names the gap that a missed event leaves", () => {
    const server = new Server();
    server.send();
    const start = ChannelTimeline.empty(CHANNEL).withPage(server.latest(10));
    server.send();
    server.send();
    const timeline = apply(start, server.send());
    expect(timeline.gaps).toEqual([{ after: 1, before: 4 }]);
    expect(timeline.withPage(server.after(1, 10)).gaps).toEqual([]);
  });

  it("stays the same object when nothing is new", () => {
    const server = new Server();
    const sent = server.send();
    const timeline = ChannelTimeline.empty(CHANNEL).withPage(server.latest(10));
    expect(timeline.withEvent(sent)).toBe(timeline);
    expect(timeline.withPage(server.latest(10))).toBe(timeline);
    expect(timeline.withMessage(message(9, { channelId: "another" }))).toBe(timeline);
  });

  it("finds a message by its sender's key", () => {
    const server = new Server();
    const { message: sent } = server.send();
    const timeline = ChannelTimeline.empty(CHANNEL).withPage(server.latest(10));
    expect(timeline.byClientId("rahim", sent.clientId)).toEqual(sent);
    expect(timeline.byClientId("aisha", sent.clientId)).toBeUndefined();
  });
});
