import type { Typing, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";

/** Who is writing, by channel. */
export type TypingState = Readonly<Record<string, readonly string[]>>;

/** No typing mark lasts longer than this without a new event, whatever the server says. */
const LONGEST_MS = 15_000;
/** How often the others are told that the person still writes. */
const REPEAT_MS = 3_000;

/** Who is writing where, and telling the others that one writes oneself. */
export class TypingPeople {
  readonly state = new Store<TypingState>({});
  readonly #client: WorkSyncClient;
  readonly #me: string;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #told: { channelId: string; at: number } | null = null;

  constructor(client: WorkSyncClient, me: string) {
    this.#client = client;
    this.#me = me;
    client.on("typing.started", ({ typing, at }) => this.#started(typing, at));
    client.on("typing.stopped", ({ typing }) => this.#stopped(typing.channelId, typing.userId));
    client.on("message.created", ({ message }) => this.#stopped(message.channelId, message.authorId));
  }

  /** Somebody typed a key here; the others learn it at most every few seconds. */
  tell(channelId: string): void {
    const now = Date.now();
    if (this.#told?.channelId === channelId && now - this.#told.at < REPEAT_MS) return;
    this.#told = { channelId, at: now };
    this.#send(channelId, true);
  }

  tellStopped(channelId: string): void {
    if (this.#told?.channelId !== channelId) return;
    this.#told = null;
    this.#send(channelId, false);
  }

  /** A typing mark that does not arrive is no problem to anybody. */
  #send(channelId: string, typing: boolean): void {
    this.#client.presence.typing(channelId, typing).catch(() => undefined);
  }

  #started({ channelId, userId, expiresAt }: Typing, at: string): void {
    if (userId === this.#me) return;
    // Both times are the server's, so a wrong clock here does no harm.
    const lasts = Date.parse(expiresAt) - Date.parse(at);
    this.#arm(channelId, userId, Number.isFinite(lasts) ? Math.min(Math.max(lasts, 1_000), LONGEST_MS) : LONGEST_MS);
    this.state.update((state) => {
      const there = state[channelId] ?? [];
      return there.includes(userId) ? state : { ...state, [channelId]: [...there, userId] };
    });
  }

  #arm(channelId: string, userId: string, lasts: number): void {
    const key = `${channelId} ${userId}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.set(key, setTimeout(() => this.#stopped(channelId, userId), lasts));
  }

  #stopped(channelId: string, userId: string): void {
    const key = `${channelId} ${userId}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.state.update((state) => {
      const there = state[channelId];
      if (!there?.includes(userId)) return state;
      return { ...state, [channelId]: there.filter((id) => id !== userId) };
    });
  }
}

/** The sentence under the messages. */
export function typingSentence(names: readonly string[]): string {
  const [first, second] = names;
  if (!first) return "";
  if (!second) return `${first} is typing…`;
  if (names.length === 2) return `${first} and ${second} are typing…`;
  return "Several people are typing…";
}
