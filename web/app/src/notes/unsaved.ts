import { readJson, type KeyValueStorage } from "../state/storage";

/** More notes than this are not kept at once; the oldest go. */
const LIMIT = 10;

/** Notes that were changed here and did not reach the server yet, by channel, in base64. Gone after signing out. */
export class UnsavedNotes {
  readonly #storage: KeyValueStorage;
  readonly #key: string;

  constructor(storage: KeyValueStorage, userId: string) {
    this.#storage = storage;
    this.#key = `worksync.notes.${userId}`;
  }

  get(channelId: string): string | undefined {
    return this.#all()[channelId];
  }

  set(channelId: string, state: string): void {
    const { [channelId]: _before, ...others } = this.#all();
    this.#write([...Object.entries(others), [channelId, state] as const].slice(-LIMIT));
  }

  remove(channelId: string): void {
    const all = this.#all();
    if (channelId in all) this.#write(Object.entries(all).filter(([id]) => id !== channelId));
  }

  clear(): void {
    this.#storage.removeItem(this.#key);
  }

  #write(entries: (readonly [string, string])[]): void {
    if (entries.length === 0) this.#storage.removeItem(this.#key);
    else this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(entries)));
  }

  /** Read each time, since another tab may have written. */
  #all(): Record<string, string> {
    return readJson<Record<string, string>>(this.#storage, this.#key, {});
  }
}
