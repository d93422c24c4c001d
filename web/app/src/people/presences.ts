import type { Presence, WorkSyncClient } from "@worksync/sdk";
import { useEffect } from "react";
import { Store } from "../state/store";

const TOPIC = "presence:";

export type PresencesState = Readonly<Record<string, Presence>>;

/** People whose presence one list may show at once. */
const WATCH_LIMIT = 100;

/** Topics that are subscribed together are asked about together. */
const TOGETHER_MS = 30;

/**
 * The presence of those who are on the screen now.
 *
 * It is read once its topic is subscribed, at first and after every reconnect: a change is then either in the answer
 * or comes as an event.
 */
export class Presences {
  readonly state = new Store<PresencesState>({});
  readonly #client: WorkSyncClient;
  readonly #asked = new Set<string>();
  /** Who changed while an answer was on its way: the event is newer. */
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: WorkSyncClient) {
    this.#client = client;
    client.on("presence.changed", ({ presence }) => {
      this.#changed.add(presence.userId);
      this.#put([presence]);
    });
    client.on("subscribed", ({ topic }) => topic.startsWith(TOPIC) && this.#ask(topic.slice(TOPIC.length)));
  }

  /** Keeps these people's presence fresh until the returned function is called. */
  watch(userIds: readonly string[]): () => void {
    return this.#client.watchPresence([...new Set(userIds)].slice(0, WATCH_LIMIT));
  }

  #ask(userId: string): void {
    this.#asked.add(userId);
    this.#timer ??= setTimeout(() => void this.#fetch(), TOGETHER_MS);
  }

  /** A presence that can't be read stays unknown: nothing else on the screen depends on it. */
  async #fetch(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#asked];
    this.#asked.clear();
    for (const id of ids) this.#changed.delete(id);
    try {
      const presences = await this.#client.presence.users(ids);
      this.#put(presences.filter((presence) => !this.#changed.has(presence.userId)));
    } catch {
      return;
    }
  }

  #put(presences: readonly Presence[]): void {
    if (presences.length === 0) return;
    this.state.update((state) => ({ ...state, ...Object.fromEntries(presences.map((p) => [p.userId, p])) }));
  }
}

/** Watches while the component is there. */
export function useWatchedPresence(presences: Presences, userIds: readonly string[]): void {
  const key = [...new Set(userIds)].sort().join(",");
  useEffect(() => {
    if (key === "") return;
    return presences.watch(key.split(","));
  }, [presences, key]);
}
