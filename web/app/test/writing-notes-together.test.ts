import { describe, expect, it } from "vitest";
import { changeBetween, moved } from "../src/notes/change";
import { NotesDocument } from "../src/notes/document";
import { runsOf } from "../src/notes/mirror";
import { UnsavedNotes } from "../src/notes/unsaved";
import { memoryStorage } from "./records";

function apply(before: string, after: string, caret: number): string {
  const change = changeBetween(before, after, caret);
  if (!change) return before;
  return before.slice(0, change.at) + change.inserted + before.slice(change.at + change.removed);
}

describe("what somebody typed", () => {
  it("is found by where the caret is", () => {
    expect(changeBetween("aaa", "aaaa", 2)).toEqual({ at: 1, removed: 0, inserted: "a" });
    expect(changeBetween("hello", "help", 4)).toEqual({ at: 3, removed: 2, inserted: "p" });
    expect(changeBetween("one two", "one", 3)).toEqual({ at: 3, removed: 4, inserted: "" });
    expect(changeBetween("same", "same", 2)).toBeNull();
  });

  it("keeps characters of two units whole", () => {
    expect(changeBetween("😀", "😁", 2)).toEqual({ at: 0, removed: 2, inserted: "😁" });
    expect(changeBetween("a😀b", "a😁b", 3)).toEqual({ at: 1, removed: 2, inserted: "😁" });
  });

  it("leads from the one text to the other, wherever the caret is", () => {
    const random = mulberry(7);
    const letters = ["a", "b", "\n", "😀", "😁"];
    const text = () => Array.from({ length: random(8) }, () => letters[random(letters.length)]).join("");
    for (let i = 0; i < 5_000; i++) {
      const [before, after] = [text(), text()];
      expect(apply(before, after, random(after.length + 1))).toBe(after);
    }
  });
});

describe("a caret", () => {
  it("stays with its text while others write around it", () => {
    expect(moved(3, [{ insert: "xx" }])).toBe(5);
    expect(moved(3, [{ retain: 3 }, { insert: "xx" }])).toBe(3);
    expect(moved(3, [{ retain: 5 }, { insert: "xx" }])).toBe(3);
    expect(moved(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
    expect(moved(2, [{ retain: 1 }, { delete: 4 }])).toBe(1);
    expect(moved(6, [{ delete: 1 }, { retain: 2 }, { insert: "abc" }])).toBe(8);
  });
});

describe("two documents", () => {
  const pair = () => {
    const [one, other] = [new NotesDocument(), new NotesDocument()];
    one.onChangeHere((update) => other.apply(update));
    other.onChangeHere((update) => one.apply(update));
    return { one, other };
  };

  it("have the same text, whoever writes", () => {
    const { one, other } = pair();
    one.change({ at: 0, removed: 0, inserted: "hello" });
    other.change({ at: 5, removed: 0, inserted: " world" });
    one.change({ at: 0, removed: 1, inserted: "H" });
    expect([one.text, other.text]).toEqual(["Hello world", "Hello world"]);
  });

  it("undo what was written here only", () => {
    const { one, other } = pair();
    one.change({ at: 0, removed: 0, inserted: "mine" });
    other.change({ at: 4, removed: 0, inserted: " yours" });
    one.undo();
    expect(other.text).toBe(" yours");
    one.redo();
    expect(other.text).toBe("mine yours");
  });

  it("let a composed character be finished first, and lose nothing meanwhile", () => {
    const { one, other } = pair();
    one.hold();
    other.change({ at: 0, removed: 0, inserted: "there" });
    expect(one.text).toBe("");
    const third = new NotesDocument();
    third.apply(one.state());
    expect(third.text).toBe("there");
    one.release();
    expect(one.text).toBe("there");
  });

  it("end lines in one way", () => {
    const { one, other } = pair();
    other.change({ at: 0, removed: 0, inserted: "a\r\nb\r" });
    expect([one.text, other.text]).toEqual(["a\nb", "a\nb"]);
  });

  it("name a place that stays while the other writes before it", () => {
    const { one, other } = pair();
    one.change({ at: 0, removed: 0, inserted: "end" });
    const place = one.anchor(3);
    other.change({ at: 0, removed: 0, inserted: "the " });
    expect(one.indexOf(place)).toBe(7);
    expect(one.indexOf("%")).toBeNull();
  });
});

describe("the carets of others", () => {
  it("cut the text where they are", () => {
    const aisha = { client: "c", userId: "aisha", start: 1, end: 3, head: 3 };
    expect(runsOf("hello", [aisha])).toEqual([
      { kind: "text", text: "h", selectedBy: null },
      { kind: "text", text: "el", selectedBy: "aisha" },
      { kind: "caret", place: aisha },
      { kind: "text", text: "lo", selectedBy: null },
    ]);
    expect(runsOf("", [{ ...aisha, start: 0, end: 0, head: 0 }])).toHaveLength(1);
  });
});

describe("unsaved notes", () => {
  it("are there after a reload until they are saved, and gone after signing out", () => {
    const storage = memoryStorage();
    const notes = new UnsavedNotes(storage, "rahim");
    notes.set("c1", "AQ==");
    notes.set("c2", "Ag==");
    expect(new UnsavedNotes(storage, "rahim").get("c1")).toBe("AQ==");
    expect(new UnsavedNotes(storage, "aisha").get("c1")).toBeUndefined();
    notes.remove("c1");
    expect(notes.get("c1")).toBeUndefined();
    notes.clear();
    expect(storage.length).toBe(0);
  });

  it("are the last ten at most", () => {
    const notes = new UnsavedNotes(memoryStorage(), "rahim");
    for (let i = 0; i < 12; i++) notes.set(`c${i}`, "AQ==");
    expect(notes.get("c1")).toBeUndefined();
    expect(notes.get("c2")).toBe("AQ==");
  });
});

/** The same numbers each time. */
function mulberry(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
