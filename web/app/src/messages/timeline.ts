import type { Message } from "@worksync/sdk";
import type { Pending } from "./outbox";

/** A line of the message list. */
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message; first: boolean }
  | { kind: "pending"; key: string; pending: Pending; first: boolean };

/** Messages of one person within this time stand under one name. */
const GROUP_MS = 5 * 60_000;

interface RowsInput {
  messages: readonly Message[];
  pending: readonly Pending[];
  me: string;
  /** What came after this `seq` is new to the person; `null` for no mark. */
  readUpTo: number | null;
}

interface Last {
  authorId: string;
  at: number;
  day: string;
}

/** Lays messages out: a mark for each day, one for where the new ones begin, names only where the author changes. */
export function rows({ messages, pending, me, readUpTo }: RowsInput): Row[] {
  const list: Row[] = [];
  let last: Last | null = null;
  let marked = readUpTo === null;

  const begin = (authorId: string, createdAt: string, isNew: boolean): boolean => {
    const at = Date.parse(createdAt);
    const before: Last | null = last;
    // A clock that runs behind must not begin an earlier day anew.
    const day = before && dayOf(at) < before.day ? before.day : dayOf(at);
    if (day !== before?.day) list.push({ kind: "day", key: `day ${day}`, at: createdAt });
    if (isNew) list.push({ kind: "new", key: "new" });
    const first = isNew || !before || before.day !== day || before.authorId !== authorId || at - before.at > GROUP_MS;
    last = { authorId, at, day };
    return first;
  };

  for (const message of messages) {
    const isNew = !marked && message.seq > (readUpTo ?? 0) && message.authorId !== me;
    if (isNew) marked = true;
    const first = begin(message.authorId, message.createdAt, isNew);
    list.push({ kind: "message", key: message.clientId ? `${message.authorId} ${message.clientId}` : message.id, message, first });
  }
  for (const waiting of unconfirmed(messages, pending, me)) {
    const first = begin(me, waiting.createdAt, false);
    list.push({ kind: "pending", key: `${me} ${waiting.clientId}`, pending: waiting, first });
  }
  return list;
}

/** A message that has arrived is not shown a second time as waiting. */
function unconfirmed(messages: readonly Message[], pending: readonly Pending[], me: string): Pending[] {
  const arrived = new Set(messages.filter((m) => m.authorId === me).map((m) => m.clientId));
  return pending.filter((waiting) => !arrived.has(waiting.clientId));
}

function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
