import { describe, expect, it } from "vitest";
import { channelHandle, channelTitle } from "../src/channels/naming";
import { findPlaces } from "../src/channels/places";
import { matching, mentionAt } from "../src/messages/mention-picking";
import { initials, tone } from "../src/people/identity";
import { channel, user } from "./records";

const rahim = user("rahim", "Rahim Chowdhury");
const aisha = user("aisha", "Aisha Karim");
const omar = user("omar", "Omar Haddad");
const general = channel({ id: "c1", name: "general" });
const launch = channel({ id: "c2", name: "spring-launch", unread: 2 });
const direct = channel({ id: "c3", kind: "direct", name: null, members: [rahim, aisha] });
const titles = (query: string) => findPlaces(query, [general, launch, direct], [rahim, aisha, omar], "rahim").map((place) => place.title);

describe("finding a place", () => {
  it("offers what is unread first, then channels, then people", () => {
    expect(titles("")).toEqual(["spring-launch", "Aisha Karim", "general", "Omar Haddad"]);
  });

  it("finds words inside a name, a person once, and never oneself", () => {
    expect(titles("launch")).toEqual(["spring-launch"]);
    expect(titles("aisha")).toEqual(["Aisha Karim"]);
    expect(titles("@omar")).toEqual(["Omar Haddad"]);
    expect(titles("rahim")).toEqual([]);
  });

  it("calls a direct channel by the others in it", () => {
    expect(channelTitle(direct, "rahim")).toBe("Aisha Karim");
    expect(channelHandle(direct, "rahim")).toBe("aisha");
    expect(channelHandle({ ...direct, members: [rahim, omar, aisha] }, "rahim")).toBe("aisha-omar");
  });
});

describe("mentioning while typing", () => {
  it("sees the word that the caret stands in", () => {
    expect(mentionAt("Hey @ai", 7)).toEqual({ start: 4, query: "ai" });
    expect(mentionAt("@", 1)).toEqual({ start: 0, query: "" });
    expect(mentionAt("Hey @ai there", 13)).toBeNull();
    expect(mentionAt("me@ai", 5)).toBeNull();
  });

  it("offers whose names begin so", () => {
    expect(matching([aisha, omar], "ha")).toEqual([omar]);
    expect(matching([aisha, omar], "AI")).toEqual([aisha]);
  });
});

describe("a person's mark", () => {
  it("has the letters of the first and last name", () => {
    expect(initials("Rahim Chowdhury")).toBe("RC");
    expect(initials("Zoë")).toBe("Z");
    expect(initials("  ")).toBe("?");
  });

  it("has the same colour everywhere", () => {
    expect(tone("0198a000-0000-7000-8000-000000000001")).toBe(tone("0198a000-0000-7000-8000-000000000001"));
    expect(tone("anything")).toBeLessThan(8);
  });
});
