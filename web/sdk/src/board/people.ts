import type { TopicClient, WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import type { Topic } from "../types.js";

/** What {@link TopicPeople} emits. */
export interface TopicPeopleListeners {
  /** Somebody came or went; the ids of all who are there. */
  changed: [userIds: readonly string[]];
}

/**
 * Who is in a topic in use, by user: somebody with two devices is there once, until both are gone. Empty where the topic
 * does not tell.
 */
export class TopicPeople extends Emitter<TopicPeopleListeners> {
  readonly #client: WorkSyncClient;
  readonly #topic: Topic;
  readonly #off: Unsubscribe[];
  readonly #users = new Map<string, string>();
  /** Who came or went while the server was asked: that is newer. */
  #meanwhile = new Set<string>();

  constructor(client: WorkSyncClient, topic: Topic) {
    super();
    this.#client = client;
    this.#topic = topic;
    this.#off = [
      client.on("joined", (signal) => signal.topic === topic && this.#joined(signal.client)),
      client.on("left", (signal) => signal.topic === topic && this.#left(signal.client)),
      client.on("subscribed", (signal) => signal.topic === topic && void this.refresh()),
    ];
  }

  get userIds(): readonly string[] {
    return [...new Set(this.#users.values())];
  }

  /** Asks the server; needed only where the topic was in use before. */
  async refresh(): Promise<void> {
    this.#meanwhile = new Set();
    try {
      const there = await this.#client.topicClients(this.#topic);
      const ids = new Set(there.map(({ client }) => client));
      for (const id of [...this.#users.keys()]) if (!ids.has(id) && !this.#meanwhile.has(id)) this.#users.delete(id);
      for (const { client, user } of there) if (!this.#meanwhile.has(client)) this.#users.set(client, user);
      this.#tell();
    } catch {
      // who is there is nice to know, and asked again with the next connection
      return;
    }
  }

  close(): void {
    this.#off.forEach((off) => off());
    this.#users.clear();
  }

  #joined({ client, user }: TopicClient): void {
    this.#meanwhile.add(client);
    this.#users.set(client, user);
    this.#tell();
  }

  #left({ client }: TopicClient): void {
    this.#meanwhile.add(client);
    if (this.#users.delete(client)) this.#tell();
  }

  #tell(): void {
    this.emit("changed", this.userIds);
  }
}
