import { describe, expect, it } from "vitest";
import { segments, type Segment } from "../src/messages/text";

const kinds = (text: string) => segments(text).map((segment) => [segment.kind, segment.text]);
const links = (text: string) =>
  segments(text).filter((segment): segment is Extract<Segment, { kind: "link" }> => segment.kind === "link");

describe("reading a message's text", () => {
  it("leaves plain text and its line breaks alone", () => {
    expect(kinds("Good morning,\nall <b>of</b> you & yours")).toEqual([["text", "Good morning,\nall <b>of</b> you & yours"]]);
  });

  it("finds mentions by user name, with dots and dashes inside", () => {
    expect(kinds("Hey @rahim, ask @mina.o-k and (@here).")).toEqual([
      ["text", "Hey "],
      ["mention", "@rahim"],
      ["text", ", ask "],
      ["mention", "@mina.o-k"],
      ["text", " and ("],
      ["mention", "@here"],
      ["text", ")."],
    ]);
  });

  it("takes no mail address for a mention", () => {
    expect(kinds("write to rahim@example.org")).toEqual([["text", "write to rahim@example.org"]]);
  });

  it("links http and https without the sentence's punctuation", () => {
    expect(links("See https://example.org/a?b=1#c. Or (http://example.org/x), ok?").map((link) => link.text)).toEqual([
      "https://example.org/a?b=1#c",
      "http://example.org/x",
    ]);
  });

  it("keeps brackets that belong to an address", () => {
    expect(links("https://example.org/Java_(island)")[0]?.text).toBe("https://example.org/Java_(island)");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org", "//example.org", "https://"])(
    "makes no link of %s",
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  it("shows code as it is, with nothing in it read further", () => {
    expect(kinds("run `@rahim https://example.org` now")).toEqual([
      ["text", "run "],
      ["code", "@rahim https://example.org"],
      ["text", " now"],
    ]);
  });

  it("shows a block of code without its fence and language", () => {
    expect(kinds("```ts\nconst a = 1;\n```")).toEqual([["block", "const a = 1;"]]);
  });

  it("loses nothing: the parts joined give the text back, but for the marks of code", () => {
    const text = "a @b https://c.example/, d@e `f` ``` @@g ((https://h.example))";
    expect(segments(text).map((s) => (s.kind === "code" ? `\`${s.text}\`` : s.text)).join("")).toBe(text);
  });
});
