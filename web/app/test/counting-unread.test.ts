import { describe, expect, it } from "vitest";
import { totalUnread, withNewMessage, withRead } from "../src/channels/unread";
import { withUpdate } from "../src/notifications/inbox";
import { titleText } from "../src/workspace/title";
import { channel, message, notification } from "./records";

describe("counting what is unread", () => {
  it("counts a message of somebody else once, however often it is told", () => {
    const once = withNewMessage(channel(), message({ seq: 6 }), "rahim");
    expect(once).toMatchObject({ lastSeq: 6, unread: 1, mentions: 0 });
    expect(withNewMessage(once, message({ seq: 6 }), "rahim")).toBe(once);
  });

  it("counts no message of one's own", () => {
    expect(withNewMessage(channel(), message({ seq: 6, authorId: "rahim" }), "rahim")).toMatchObject({ lastSeq: 6, unread: 0 });
  });

  it("counts mentions by name and of everybody", () => {
    const named = message({ seq: 6, mentions: { userIds: ["rahim"], channel: false, here: false } });
    const all = message({ seq: 7, mentions: { userIds: [], channel: true, here: false } });
    const other = message({ seq: 8, mentions: { userIds: ["mina"], channel: false, here: false } });
    const after = [named, all, other].reduce((c, m) => withNewMessage(c, m, "rahim"), channel());
    expect(after).toMatchObject({ unread: 3, mentions: 2 });
  });

  it("takes over what another device has read", () => {
    expect(withRead(channel({ unread: 3, mentions: 1, lastSeq: 8 }), { readSeq: 8, unread: 0, mentions: 0 })).toMatchObject({
      readSeq: 8,
      unread: 0,
      mentions: 0,
    });
  });

  it("keeps a message unread that came after what was read", () => {
    expect(withRead(channel({ unread: 3, lastSeq: 9 }), { readSeq: 8, unread: 0, mentions: 0 })).toMatchObject({ unread: 1 });
  });

  it("leaves muted channels out of the sum in the title", () => {
    const sum = totalUnread([channel({ unread: 2 }), channel({ unread: 9, muted: true })]);
    expect(titleText(sum, "#general")).toBe("(2) #general · WorkSync");
    expect(titleText(0, null)).toBe("WorkSync");
  });

  it("takes a notification off the count once, when it turns read", () => {
    const unread = notification();
    const state = { items: [unread], unread: 1, nextCursor: null, loading: false };
    const read = withUpdate(state, { ...unread, readAt: "2026-03-02T11:00:00Z" });
    expect(read.unread).toBe(0);
    expect(withUpdate(read, { ...unread, readAt: "2026-03-02T11:00:00Z" }).unread).toBe(0);
  });
});
