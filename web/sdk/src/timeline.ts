import type { Message, MessageChange, MessagePage } from "./types.js";

/** Messages that are known to exist but not here: those with `after < seq < before`. */
export interface Gap {
  after: number;
  before: number;
}

/** Changes outside of what is shown that are kept for a page that may be on its way. */
const MAX_ASIDE = 500;

interface Content {
  messages: readonly Message[];
  aside: readonly Message[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

/**
 * The messages of one channel that an app holds: pages of history and the events since, merged.
 *
 * Immutable: each step gives a new timeline, or the very same one when nothing changed. Whatever the order in which
 * pages and events arrive, and however often, the messages are those that fetching again would give: keyed by `seq`,
 * of two copies the one with the higher version.
 */
export class ChannelTimeline {
  readonly channelId: string;
  readonly #content: Content;

  private constructor(channelId: string, content: Content) {
    this.channelId = channelId;
    this.#content = content;
  }

  /** A timeline that holds nothing yet. */
  static empty(channelId: string): ChannelTimeline {
    return new ChannelTimeline(channelId, { messages: [], aside: [], hasMoreBefore: true, hasMoreAfter: true });
  }

  /** In `seq` order. */
  get messages(): readonly Message[] {
    return this.#content.messages;
  }

  /** Whether there are older ones to fetch: `history(channelId, { before: firstSeq })`. */
  get hasMoreBefore(): boolean {
    return this.#content.hasMoreBefore;
  }

  /** Whether there are newer ones to fetch; while so, new messages are not shown at the end. */
  get hasMoreAfter(): boolean {
    return this.#content.hasMoreAfter;
  }

  /** The newest `seq` here, 0 when empty. */
  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** The oldest `seq` here, 0 when empty. */
  get firstSeq(): number {
    return this.messages[0]?.seq ?? 0;
  }

  /** Holes between the messages here, oldest first: fetch them. */
  get gaps(): Gap[] {
    const gaps: Gap[] = [];
    for (let i = 1; i < this.messages.length; i++) {
      const after = this.messages[i - 1]!.seq;
      const before = this.messages[i]!.seq;
      if (before > after + 1) gaps.push({ after, before });
    }
    return gaps;
  }

  /** Takes a page of history in. */
  withPage(page: MessagePage): ChannelTimeline {
    const { messages: known, aside, hasMoreBefore, hasMoreAfter } = this.#content;
    const own = page.items.filter((message) => message.channelId === this.channelId);
    const messages = merge(known, own);
    // what a page says of its ends counts where its end is the end of all that is here
    const atStart = messages.length === 0 || own[0]?.seq === messages[0]?.seq;
    const atEnd = messages.length === 0 || own.at(-1)?.seq === messages.at(-1)?.seq;
    return this.#next({
      messages,
      aside,
      hasMoreBefore: atStart ? page.hasMoreBefore : hasMoreBefore,
      hasMoreAfter: atEnd ? page.hasMoreAfter : hasMoreAfter,
    });
  }

  /** Takes an event in; one of another channel or of a known version changes nothing. */
  withEvent(event: MessageChange): ChannelTimeline {
    return this.withMessage(event.message);
  }

  /** Takes one message in, e.g. the answer to a send. */
  withMessage(message: Message): ChannelTimeline {
    if (message.channelId !== this.channelId) return this;
    return this.#next({ ...this.#content, aside: merge(this.#content.aside, [message]) });
  }

  /** The message that its sender knows by this key. */
  byClientId(authorId: string, clientId: string): Message | undefined {
    return this.messages.findLast((message) => message.clientId === clientId && message.authorId === authorId);
  }

  /** Moves what was aside into the messages as far as they reach, and keeps the rest within its bound. */
  #next(content: Content): ChannelTimeline {
    const messages = merge(
      content.messages,
      content.aside.filter((message) => reaches(content, message.seq)),
    );
    const aside = content.aside.filter((message) => !reaches(content, message.seq)).slice(-MAX_ASIDE);
    const { messages: known, hasMoreBefore, hasMoreAfter } = this.#content;
    const same =
      messages === known &&
      aside.length === this.#content.aside.length &&
      aside.every((message, i) => message === this.#content.aside[i]) &&
      content.hasMoreBefore === hasMoreBefore &&
      content.hasMoreAfter === hasMoreAfter;
    return same ? this : new ChannelTimeline(this.channelId, { ...content, messages, aside });
  }
}

/** Whether a message of this `seq` belongs among those that are here, and not to a part that wasn't fetched. */
function reaches({ messages, hasMoreBefore, hasMoreAfter }: Content, seq: number): boolean {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return !hasMoreBefore && !hasMoreAfter;
  return (seq >= first.seq || !hasMoreBefore) && (seq <= last.seq || !hasMoreAfter);
}

/** Both lists as one in `seq` order; `known` itself when `added` brings nothing new. */
function merge(known: readonly Message[], added: readonly Message[]): readonly Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  let changed = false;
  for (const message of added) {
    const present = bySeq.get(message.seq);
    if (present && present.version >= message.version) continue;
    bySeq.set(message.seq, message);
    changed = true;
  }
  return changed ? [...bySeq.values()].sort((a, b) => a.seq - b.seq) : known;
}
