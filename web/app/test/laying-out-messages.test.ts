import { describe, expect, it } from "vitest";
import type { Pending } from "../src/messages/outbox";
import { rows, type Row } from "../src/messages/timeline";
import { message } from "./records";

const at = (time: string) => `2026-03-02T${time}:00`;
const pending = (clientId: string): Pending => ({
  clientId,
  channelId: "c1",
  text: "on its way",
  createdAt: at("10:20"),
  state: "sending",
  reason: null,
  temporary: false,
});
const shapes = (list: Row[]) =>
  list.map((row) => (row.kind === "message" || row.kind === "pending" ? `${row.kind}${row.first ? "+name" : ""}` : row.kind));

describe("laying out messages", () => {
  it("names an author once for messages that follow each other closely", () => {
    const messages = [
      message({ seq: 1, createdAt: at("10:00") }),
      message({ seq: 2, createdAt: at("10:04") }),
      message({ seq: 3, createdAt: at("10:30") }),
      message({ seq: 4, createdAt: at("10:31"), authorId: "rahim" }),
    ];
    const list = rows({ messages, pending: [], me: "rahim", readUpTo: null });
    expect(shapes(list)).toEqual(["day", "message+name", "message", "message+name", "message+name"]);
  });

  it("marks the beginning of each day and names the author anew", () => {
    const messages = [
      message({ seq: 1, createdAt: "2026-03-01T23:59:00" }),
      message({ seq: 2, createdAt: "2026-03-02T00:01:00" }),
    ];
    const list = rows({ messages, pending: [], me: "rahim", readUpTo: null });
    expect(shapes(list)).toEqual(["day", "message+name", "day", "message+name"]);
  });

  it("marks once where the messages of others begin that were not read", () => {
    const messages = [
      message({ seq: 1 }),
      message({ seq: 2, authorId: "rahim" }),
      message({ seq: 3 }),
      message({ seq: 4 }),
    ];
    const list = rows({ messages, pending: [], me: "rahim", readUpTo: 1 });
    expect(shapes(list)).toEqual(["day", "message+name", "message+name", "new", "message+name", "message"]);
  });

  it("shows what is being sent last, and only until it has arrived", () => {
    const arrived = message({ seq: 1, authorId: "rahim", clientId: "k1", createdAt: at("10:19") });
    const list = rows({ messages: [arrived], pending: [pending("k1"), pending("k2")], me: "rahim", readUpTo: null });
    expect(shapes(list)).toEqual(["day", "message+name", "pending"]);
  });

  it("keeps the key of a message from being sent to having arrived", () => {
    const before = rows({ messages: [], pending: [pending("k1")], me: "rahim", readUpTo: null });
    const messages = [message({ authorId: "rahim", clientId: "k1" })];
    const after = rows({ messages, pending: [], me: "rahim", readUpTo: null });
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
  });

  it("gives every row a key of its own", () => {
    const messages = [1, 2, 3].map((seq) => message({ seq, createdAt: `2026-03-0${seq}T10:00:00` }));
    const list = rows({ messages, pending: [pending("k9")], me: "rahim", readUpTo: 1 });
    expect(new Set(list.map((row) => row.key)).size).toBe(list.length);
  });
});
