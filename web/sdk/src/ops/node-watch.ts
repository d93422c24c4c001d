import type { ConnectionState, WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import type { ServiceNode, WorkSyncEvents } from "../types.js";

/** Each node tells here how it is; only admins may listen. */
const TOPIC = "ops:nodes";

/** All that the server keeps of the topic. */
const KEPT = 100;

const LOOK_MS = 1_000;

/** A node as it was last heard. */
export interface WatchedNode {
  node: ServiceNode;
  /** By the clock here, in milliseconds since 1970. */
  heardAt: number;
  /** Nothing came for so long that it has probably gone. */
  silent: boolean;
  /** How many were connected to it at which time, oldest first; empty where nobody connects to nodes of its service. */
  connections: readonly { at: number; count: number }[];
}

/** What a {@link NodeWatch} emits. */
export interface NodeWatchListeners {
  /** A node told something, fell silent, or was forgotten; all that are known, by service and id. */
  changed: [nodes: readonly WatchedNode[]];
  /** The server tells nothing more: whoever watches is no admin any more. */
  ended: [];
}

/** When a node counts as silent, and when it is forgotten. */
export interface NodeWatchTimings {
  /** 15 s by default. */
  silentAfterMs?: number;
  /** Two minutes by default. */
  forgetAfterMs?: number;
}

/**
 * How the processes of the server are, live, for admins: {@link open} rejects with status 403 for everybody else.
 *
 * Nodes are told apart by when they were last heard, by the clock here. While there is no connection nobody is heard, so
 * that nobody falls silent.
 */
export class NodeWatch extends Emitter<NodeWatchListeners> {
  readonly #client: WorkSyncClient;
  readonly #silentAfterMs: number;
  readonly #forgetAfterMs: number;
  readonly #nodes = new Map<string, WatchedNode & { reportedAt: number }>();
  readonly #off: Unsubscribe[] = [];
  /** What came before the history was read. */
  #early: WorkSyncEvents["node.reported"][] | null = [];
  /** When the connection came back; 0 while it has not been away. */
  #connectedAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: WorkSyncClient, { silentAfterMs = 15_000, forgetAfterMs = 120_000 }: NodeWatchTimings = {}) {
    super();
    this.#client = client;
    this.#silentAfterMs = silentAfterMs;
    this.#forgetAfterMs = forgetAfterMs;
  }

  /** All nodes that are known, by service and id. */
  get nodes(): readonly WatchedNode[] {
    return [...this.#nodes.values()].sort(
      (a, b) => a.node.service.localeCompare(b.node.service) || a.node.id.localeCompare(b.node.id),
    );
  }

  /** Begins with what was told in the last seconds, and goes on until {@link close}. */
  async open(): Promise<void> {
    const use = this.#client.useTopic(TOPIC);
    this.#off.push(
      use.release,
      this.#client.on("node.reported", (event) => this.#heard(event)),
      this.#client.on("state", (state) => this.#connectionChanged(state)),
      this.#client.on("unsubscribed", ({ topic }) => topic === TOPIC && this.#ended()),
    );
    try {
      await use.ready;
      this.#begin(await this.#client.topicHistory(TOPIC, KEPT));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#off.splice(0).forEach((off) => off());
  }

  /** Of what is kept the clocks of the nodes say how old it is, compared with the newest. */
  #begin(kept: readonly { type: string }[]): void {
    const events = kept.filter((event): event is WorkSyncEvents["node.reported"] => event.type === "node.reported");
    const now = Date.now();
    const newest = Math.max(...events.map(({ at }) => Date.parse(at)));
    for (const event of events) this.#take(event, now - (newest - Date.parse(event.at)));
    for (const event of this.#early ?? []) this.#take(event, now);
    this.#early = null;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#look();
    this.#tell();
  }

  #heard(event: WorkSyncEvents["node.reported"]): void {
    if (this.#early) {
      this.#early.push(event);
      return;
    }
    this.#take(event, Date.now());
    this.#tell();
  }

  #take({ at, node }: WorkSyncEvents["node.reported"], heardAt: number): void {
    const before = this.#nodes.get(node.id);
    const reportedAt = Date.parse(at);
    if (before && before.reportedAt >= reportedAt) return;
    const count = node.load.connections;
    const since = heardAt - this.#forgetAfterMs;
    const earlier = (before?.connections ?? []).filter((sample) => sample.at >= since);
    const connections = count === null ? [] : [...earlier, { at: heardAt, count }];
    this.#nodes.set(node.id, { node, heardAt, silent: false, connections, reportedAt });
  }

  #ended(): void {
    const begun = this.#early === null;
    this.close();
    if (begun) this.emit("ended");
  }

  #connectionChanged(state: ConnectionState): void {
    if (state === "connected") this.#connectedAt = Date.now();
  }

  #look(): void {
    if (this.#client.state !== "connected") return;
    const now = Date.now();
    let changed = false;
    for (const [id, watched] of this.#nodes) {
      const quiet = now - Math.max(watched.heardAt, this.#connectedAt);
      if (quiet > this.#forgetAfterMs) {
        this.#nodes.delete(id);
        changed = true;
      } else if (!watched.silent && quiet > this.#silentAfterMs) {
        this.#nodes.set(id, { ...watched, silent: true });
        changed = true;
      }
    }
    if (changed) this.#tell();
  }

  #tell(): void {
    this.emit("changed", this.nodes);
  }
}
