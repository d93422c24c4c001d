import type { Presence, WorkSyncClient } from "@worksync/sdk";
import { useEffect } from "react";
import { Store } from "../state/store";

export type PresencesState = Readonly<Record<string, Presence>>;

/** People whose presence one list may show at once. */
const WATCH_LIMIT = 100;

/** The presence of those who are on the screen now. */
export class Presences {
  readonly state = new Store<PresencesState>({});
  readonly #client: WorkSyncClient;
  readonly #watched = new Map<string, number>();

  constructor(client: WorkSyncClient) {
    this.#client = client;
    client.on("presence.changed", ({ presence }) => this.#put([presence]));
  }

  /** Keeps these people's presence fresh until the returned function is called. */
  watch(userIds: readonly string[]): () => void {
    const ids = [...new Set(userIds)].slice(0, WATCH_LIMIT);
    for (const id of ids) this.#watched.set(id, (this.#watched.get(id) ?? 0) + 1);
    const release = this.#client.watchPresence(ids);
    void this.#fetch(ids);
    return () => {
      release();
      for (const id of ids) this.#unwatch(id);
    };
  }

  /** Reads everybody's presence again, after events may have been missed. */
  async reload(): Promise<void> {
    await this.#fetch([...this.#watched.keys()]);
  }

  /** A presence that can't be read stays unknown: nothing else on the screen depends on it. */
  async #fetch(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      this.#put(await this.#client.presence.users(ids));
    } catch {
      return;
    }
  }

  #unwatch(id: string): void {
    const left = (this.#watched.get(id) ?? 1) - 1;
    if (left > 0) this.#watched.set(id, left);
    else this.#watched.delete(id);
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
