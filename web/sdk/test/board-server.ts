import { WebSocketServer, type WebSocket } from "ws";
import type { AddressInfo } from "node:net";

interface Command {
  id: number;
  connect?: object;
  subscribe?: { channel: string; recover?: boolean; epoch?: string; offset?: number };
  unsubscribe?: { channel: string };
  publish?: { channel: string; data: BoardEvent };
  history?: { channel: string; limit: number; since?: { offset: number; epoch: string } };
  presence?: { channel: string };
  rpc?: { method: string; data: { snapshot: string; version: number } | null };
}

interface BoardEvent {
  type: string;
  board: { update?: string; published?: boolean; name?: string };
}

interface Kept {
  offset: number;
  data: BoardEvent;
}

type Reply = Record<string, unknown>;

const REFUSED = { error: { code: 103, message: "permission denied" } };

/** The words in an update or a snapshot of {@link words}. */
export function wordsIn(base64: string): string[] {
  const text = Buffer.from(base64, "base64").toString();
  return text === "" ? [] : text.split(" ");
}

/** A document that only grows: a set of words. It merges in any order, like any CRDT. */
export function words() {
  const all = new Set<string>();
  const encode = (list: Iterable<string>) => new TextEncoder().encode([...list].sort().join(" "));
  const decode = (bytes: Uint8Array) => wordsIn(Buffer.from(bytes).toString("base64"));
  return {
    all,
    encode,
    apply: (update: Uint8Array) => decode(update).forEach((word) => all.add(word)),
    state: () => encode(all),
    merge: (updates: Uint8Array[]) => encode(new Set(updates.flatMap(decode))),
  };
}

/**
 * A server of one board: a topic that keeps its last events, and a snapshot. At each step it checks the law: what was
 * ever published is in the snapshot or among the events that the topic keeps.
 */
export class BoardServer {
  /** What went wrong with the law. */
  readonly broken: string[] = [];
  readonly published = new Set<string>();
  readonly events: BoardEvent[] = [];
  snapshot = "";
  version = 0;
  saves = 0;
  conflicts = 0;
  /** What the server answers instead of saving. */
  refusal: { code: number; message: string } | null = null;
  isMember = true;
  readonly #kept: number;
  #stream: Kept[] = [];
  #top = 0;
  #epoch = 1;
  readonly #subscribers = new Map<WebSocket, string>();
  readonly #server: WebSocketServer;
  #clients = 0;

  private constructor(server: WebSocketServer, kept: number) {
    this.#server = server;
    this.#kept = kept;
    server.on("connection", (socket) => {
      const name = `c${++this.#clients}`;
      socket.on("message", (frame) => this.#read(socket, name, String(frame)));
      socket.on("close", () => this.#leave(socket));
    });
  }

  static async start(kept: number, port = 0): Promise<BoardServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve) => server.once("listening", resolve));
    return new BoardServer(server, kept);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts all connections; the clients come back by themselves. */
  drop(): void {
    this.#server.clients.forEach((socket) => socket.terminate());
  }

  /** The topic begins anew, as after a loss of Redis' data. */
  loseTopic(): void {
    this.#stream = [];
    this.#top = 0;
    this.#epoch++;
    const saved = new Set(wordsIn(this.snapshot));
    this.published.forEach((word) => saved.has(word) || this.published.delete(word));
  }

  removeMembers(): void {
    this.isMember = false;
    const unsubscribe = { code: 2000, reason: "removed" };
    this.#subscribers.forEach((_, socket) => socket.send(JSON.stringify({ push: { channel: "board:c", unsubscribe } })));
    this.#subscribers.clear();
  }

  /** Whoever opens the board finds these words. */
  whole(): Set<string> {
    const kept = this.#stream.flatMap(({ data }) => wordsIn(data.board.update ?? ""));
    return new Set([...wordsIn(this.snapshot), ...kept]);
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #read(socket: WebSocket, name: string, frame: string): void {
    for (const line of frame.split("\n").filter(Boolean)) {
      const command = JSON.parse(line) as Command;
      if (!command.id) continue;
      const reply = this.#answer(socket, name, command);
      socket.send(JSON.stringify({ id: command.id, ...reply }));
    }
  }

  #answer(socket: WebSocket, name: string, command: Command): Reply {
    if (command.connect) return { connect: { client: name, version: "1", ping: 25, pong: true } };
    if (command.rpc) return this.#call(command.rpc.method, command.rpc.data);
    if (!this.isMember) return REFUSED;
    if (command.subscribe) return this.#subscribe(socket, name, command.subscribe);
    if (command.publish) return this.#publish(command.publish.data);
    if (command.history) return this.#history(command.history);
    if (command.presence) return { presence: { presence: Object.fromEntries(this.#present()) } };
    if (command.unsubscribe) this.#leave(socket);
    return { unsubscribe: {} };
  }

  #present(): [string, object][] {
    return [...this.#subscribers.values()].map((client) => [client, { client, user: `u${client}` }]);
  }

  #subscribe(socket: WebSocket, name: string, { recover, epoch, offset = 0 }: NonNullable<Command["subscribe"]>): Reply {
    this.#push({ join: { info: { client: name, user: `u${name}` } } });
    this.#subscribers.set(socket, name);
    const sub = { recoverable: true, positioned: true, epoch: `e${this.#epoch}`, offset: this.#top };
    if (!recover) return { subscribe: sub };
    const missed = this.#stream.filter((each) => each.offset > offset);
    const recovered = epoch === sub.epoch && missed.length === this.#top - offset;
    const publications = recovered ? missed : [];
    return { subscribe: { ...sub, recovered, was_recovering: true, publications } };
  }

  #leave(socket: WebSocket): void {
    const name = this.#subscribers.get(socket);
    this.#subscribers.delete(socket);
    if (name) this.#push({ leave: { info: { client: name, user: `u${name}` } } });
  }

  #publish(data: BoardEvent): Reply {
    wordsIn(data.board.update ?? "").forEach((word) => this.published.add(word));
    const publication = { offset: ++this.#top, data };
    this.#stream = [...this.#stream, publication].slice(-this.#kept);
    this.events.push(data);
    this.#push({ pub: publication });
    this.#check();
    return { publish: {} };
  }

  #push(push: object): void {
    const line = JSON.stringify({ push: { channel: "board:c", ...push } });
    this.#subscribers.forEach((_, socket) => socket.send(line));
  }

  #history({ limit, since }: NonNullable<Command["history"]>): Reply {
    const from = since?.offset ?? 0;
    const oldest = this.#stream[0]?.offset ?? this.#top + 1;
    if (since && oldest > from + 1) return { error: { code: 112, message: "unrecoverable position" } };
    const publications = this.#stream.filter(({ offset }) => offset > from).slice(0, limit);
    return { history: { publications, epoch: `e${this.#epoch}`, offset: this.#top } };
  }

  #call(method: string, data: { snapshot: string; version: number } | null): Reply {
    if (!this.isMember) return { error: { code: 404, message: "not found" } };
    if (method.startsWith("GET") || !data) {
      return { rpc: { data: { name: "notes", snapshot: this.snapshot, version: this.version } } };
    }
    if (this.refusal) return { error: this.refusal };
    if (data.version !== this.version) {
      this.conflicts++;
      return { error: { code: 409, message: "conflict" } };
    }
    const next = new Set(wordsIn(data.snapshot));
    const lost = wordsIn(this.snapshot).filter((word) => !next.has(word));
    if (lost.length > 0) this.broken.push(`the snapshot lost ${lost.join()}`);
    this.snapshot = data.snapshot;
    this.version++;
    this.saves++;
    this.#check();
    return { rpc: { data: { name: "notes", version: this.version } } };
  }

  #check(): void {
    const whole = this.whole();
    const lost = [...this.published].filter((word) => !whole.has(word));
    if (lost.length > 0) this.broken.push(`${lost.join()} lost at ${this.#top}`);
  }
}
