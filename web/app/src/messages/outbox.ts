import { randomId, WorkSyncError, type Message, type WorkSyncClient } from "@worksync/sdk";
import { readJson, type KeyValueStorage } from "../state/storage";
import { Store } from "../state/store";

/** A message that the server has not confirmed. */
export interface Pending {
  clientId: string;
  channelId: string;
  text: string;
  createdAt: string;
  state: "sending" | "failed";
  reason: string | null;
  /** Whether the same send may work once the connection is back. */
  temporary: boolean;
}

export type OutboxState = Readonly<Record<string, readonly Pending[]>>;

type Delivered = (message: Message) => void;

/**
 * Everything sent but not confirmed. It is stored until the server has it, so neither a failure nor a reload loses a
 * message; the `clientId` keeps a repeated send one message.
 */
export class Outbox {
  readonly state: Store<OutboxState>;
  readonly #client: WorkSyncClient;
  readonly #storage: KeyValueStorage;
  readonly #key: string;
  readonly #delivered: Delivered;
  readonly #busy = new Set<string>();

  constructor(client: WorkSyncClient, storage: KeyValueStorage, me: string, delivered: Delivered) {
    this.#client = client;
    this.#storage = storage;
    this.#key = `worksync.outbox.${me}`;
    this.#delivered = delivered;
    this.state = new Store(readJson<OutboxState>(storage, this.#key, {}));
    client.on("message.created", ({ message }) => {
      if (message.authorId === me) this.#remove(message.channelId, message.clientId);
    });
  }

  send(channelId: string, text: string): void {
    const pending: Pending = {
      clientId: randomId(),
      channelId,
      text,
      createdAt: new Date().toISOString(),
      state: "sending",
      reason: null,
      temporary: false,
    };
    this.#set(channelId, [...this.#of(channelId), pending]);
    void this.#pump(channelId);
  }

  retry(channelId: string, clientId: string): void {
    this.#change(channelId, clientId, { state: "sending", reason: null });
    void this.#pump(channelId);
  }

  discard(channelId: string, clientId: string): void {
    this.#remove(channelId, clientId);
  }

  /** Sends what waits, and again what failed only for want of a connection. */
  resume(): void {
    for (const [channelId, all] of Object.entries(this.state.get())) {
      for (const pending of all) if (pending.temporary) this.#change(channelId, pending.clientId, { state: "sending" });
      void this.#pump(channelId);
    }
  }

  clear(): void {
    this.state.set({});
    this.#storage.removeItem(this.#key);
  }

  /** One message of a channel after the other, so that they arrive in the order they were typed. */
  async #pump(channelId: string): Promise<void> {
    if (this.#busy.has(channelId)) return;
    this.#busy.add(channelId);
    try {
      for (let next = this.#next(channelId); next; next = this.#next(channelId)) await this.#attempt(next);
    } finally {
      this.#busy.delete(channelId);
    }
  }

  async #attempt({ channelId, clientId, text }: Pending): Promise<void> {
    try {
      const message = await this.#client.chat.send(channelId, { text, clientId });
      this.#delivered(message);
      this.#remove(channelId, clientId);
    } catch (error) {
      const temporary = error instanceof WorkSyncError && error.temporary;
      const reason = error instanceof Error ? error.message : String(error);
      this.#change(channelId, clientId, { state: "failed", reason, temporary });
    }
  }

  #next(channelId: string): Pending | undefined {
    return this.#of(channelId).find((pending) => pending.state === "sending");
  }

  #of(channelId: string): readonly Pending[] {
    return this.state.get()[channelId] ?? [];
  }

  #change(channelId: string, clientId: string, change: Partial<Pending>): void {
    const all = this.#of(channelId);
    this.#set(channelId, all.map((pending) => (pending.clientId === clientId ? { ...pending, ...change } : pending)));
  }

  #remove(channelId: string, clientId: string): void {
    const all = this.#of(channelId);
    const left = all.filter((pending) => pending.clientId !== clientId);
    if (left.length !== all.length) this.#set(channelId, left);
  }

  #set(channelId: string, all: readonly Pending[]): void {
    const { [channelId]: _before, ...others } = this.state.get();
    this.state.set(all.length > 0 ? { ...others, [channelId]: all } : others);
    this.#storage.setItem(this.#key, JSON.stringify(this.state.get()));
  }
}
