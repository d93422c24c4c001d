import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

/** A command of the Centrifugal client protocol, version 2, JSON form. */
export interface Command {
  id?: number;
  connect?: { token?: string };
  subscribe?: { channel: string; recover?: boolean };
  unsubscribe?: { channel: string };
  refresh?: { token: string };
  rpc?: { method: string; data: unknown };
  history?: { channel: string; limit: number };
}

type Reply = Record<string, unknown>;

/** Speaks the server's half of the protocol to one client at a time; tests say what it answers. */
export class ProtocolServer {
  readonly commands: Command[] = [];
  socket: WebSocket | undefined;
  answer: (command: Command) => Reply | null = () => ({});
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.socket = socket;
      socket.on("message", (frame) => this.#read(String(frame)));
    });
  }

  static async start(port = 0): Promise<ProtocolServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve) => server.once("listening", resolve));
    return new ProtocolServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  rpcs(): string[] {
    return this.commands.flatMap(({ rpc }) => (rpc ? [rpc.method] : []));
  }

  push(push: Reply): void {
    this.socket?.send(JSON.stringify({ push }));
  }

  publish(channel: string, data: unknown, offset?: number): void {
    this.push({ channel, pub: { data, offset } });
  }

  drop(): void {
    this.socket?.terminate();
  }

  async stop(): Promise<void> {
    this.#server.clients.forEach((client) => client.terminate());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #read(frame: string): void {
    for (const line of frame.split("\n").filter(Boolean)) {
      const command = JSON.parse(line) as Command;
      if (!command.id) continue;
      this.commands.push(command);
      const reply = this.answer(command);
      if (reply) this.socket?.send(JSON.stringify({ id: command.id, ...reply }));
    }
  }
}
