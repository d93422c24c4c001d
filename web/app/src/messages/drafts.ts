import { readJson, type KeyValueStorage } from "../state/storage";

/** What was typed but not sent, by channel. Survives a reload; gone after signing out. */
export class Drafts {
  readonly #storage: KeyValueStorage;
  readonly #key: string;

  constructor(storage: KeyValueStorage, userId: string) {
    this.#storage = storage;
    this.#key = `worksync.drafts.${userId}`;
  }

  get(channelId: string): string {
    return this.#all()[channelId] ?? "";
  }

  set(channelId: string, text: string): void {
    const { [channelId]: _before, ...others } = this.#all();
    const next = text.trim() === "" ? others : { ...others, [channelId]: text };
    if (Object.keys(next).length === 0) this.#storage.removeItem(this.#key);
    else this.#storage.setItem(this.#key, JSON.stringify(next));
  }

  clear(): void {
    this.#storage.removeItem(this.#key);
  }

  /** Read each time, since another tab may have written. */
  #all(): Record<string, string> {
    return readJson<Record<string, string>>(this.#storage, this.#key, {});
  }
}
