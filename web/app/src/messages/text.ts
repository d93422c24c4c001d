/** A part of a message's text, by how it is shown. */
export type Segment =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "block"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mention"; text: string; name: string };

const pattern = /```(?:[\w+-]*\n)?([\s\S]+?)```|`([^`\n]+)`|(https?:\/\/[^\s<>"'`]+)|(?<![\w@./-])@([\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}_-])?)/giu;

/** Splits a text into what is shown plainly, as code, as a link (http and https only) or as a mention. */
export function segments(text: string): Segment[] {
  const list: Segment[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const segment = segmentOf(match);
    if (!segment) continue;
    if (match.index > at) list.push({ kind: "text", text: text.slice(at, match.index) });
    list.push(segment);
    at = match.index + taken(match, segment);
  }
  if (at < text.length) list.push({ kind: "text", text: text.slice(at) });
  return list;
}

function segmentOf([whole, block, code, url, name]: RegExpExecArray | RegExpMatchArray): Segment | null {
  if (block !== undefined) return { kind: "block", text: block.replace(/\n$/, "") };
  if (code !== undefined) return { kind: "code", text: code };
  if (url !== undefined) return link(url);
  if (name !== undefined) return { kind: "mention", text: whole, name };
  return null;
}

/** A sentence's own punctuation after an address is no part of it. */
function link(url: string): Segment | null {
  let text = url.replace(/[.,;:!?…]+$/, "");
  if (text.endsWith(")") && !text.includes("(")) text = text.replace(/\)+[.,;:!?…]*$/, "");
  if (!URL.canParse(text)) return null;
  const parsed = new URL(text);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  return { kind: "link", text, href: parsed.href };
}

function taken(match: RegExpMatchArray, segment: Segment): number {
  return segment.kind === "link" ? segment.text.length : match[0].length;
}
