/** One change of a text: at a place some characters went, and others came. */
export interface TextChange {
  at: number;
  removed: number;
  inserted: string;
}

/** A change of a text as Yjs tells it: keep, drop or insert, from the beginning on. */
export type Delta = readonly { retain?: number; delete?: number; insert?: unknown }[];

/**
 * What somebody did to a text, given where their caret is now: within "aaa" nothing else tells which "a" is new. Null
 * where they did nothing.
 */
export function changeBetween(before: string, after: string, caret: number): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const most = Math.min(shorter, after.length - caret);
  let tail = 0;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  let head = 0;
  while (head < shorter - tail && before[head] === after[head]) head++;
  // the caret was a guess: what lies behind it may be the same as well
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (splits(before, head) || splits(after, head)) head--;
  if (splits(before, before.length - tail) || splits(after, after.length - tail)) tail--;
  return { at: head, removed: before.length - tail - head, inserted: after.slice(head, after.length - tail) };
}

/** Where a place in a text is after the text was changed. What is inserted just there comes after it. */
export function moved(place: number, delta: Delta): number {
  let at = 0;
  let result = place;
  for (const { retain, delete: removed, insert } of delta) {
    if (at > result || (insert !== undefined && at >= result)) break;
    if (retain !== undefined) at += retain;
    else if (removed !== undefined) result = Math.max(at, result - removed);
    else if (typeof insert === "string") {
      result += insert.length;
      at += insert.length;
    }
  }
  return result;
}

/** Whether a place is in the midst of a character of two units. */
function splits(text: string, place: number): boolean {
  const before = text.charCodeAt(place - 1);
  const after = text.charCodeAt(place);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
