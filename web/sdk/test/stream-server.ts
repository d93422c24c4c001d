import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Transport } from "../src/index.js";
import type { Command } from "./protocol-server.js";

const SESSION = "the-secret-of-the-stream";

/** Speaks the server's half of the fallback transports to one client, in a network that blocks some of them. */
export class StreamServer {
  /** The paths that were asked for, with their queries. */
  readonly asked: string[] = [];
  readonly commands: Command[] = [];
  #stream: ServerResponse | undefined;
  #prefix = "";
  #suffix = "\n";

  private constructor(
    readonly server: Server,
    readonly blocked: Transport[],
  ) {
    server.on("request", (request, response) => void this.#answer(request, response));
    server.on("upgrade", (request, socket) => {
      this.asked.push(request.url ?? "");
      socket.destroy();
    });
  }

  static async start(...blocked: Transport[]): Promise<StreamServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new StreamServer(server, ["websocket", ...blocked]);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  push(push: object): void {
    this.#write({ push });
  }

  drop(): void {
    this.#stream?.destroy();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.url);
    this.asked.push(request.url ?? "");
    const body = await text(request);
    if (url.pathname === "/emulation") {
      const { session, node, data } = JSON.parse(body) as { session: string; node: string; data: string };
      response.writeHead(session === SESSION && node === "n1" ? 204 : 404).end();
      this.#read(data);
    } else if (this.blocked.some((transport) => url.pathname.endsWith(transport))) {
      response.writeHead(403).end();
    } else if (url.pathname === "/connection/http_stream") {
      this.#open(response, "application/x-ndjson", "", "\n", body);
    } else {
      this.#open(response, "text/event-stream", "data: ", "\n\n", url.searchParams.get("cf_connect") ?? "");
    }
  }

  #open(response: ServerResponse, type: string, prefix: string, suffix: string, first: string): void {
    [this.#stream, this.#prefix, this.#suffix] = [response, prefix, suffix];
    response.writeHead(200, { "content-type": type });
    this.#read(first);
  }

  #read(frame: string): void {
    for (const command of frame.split("\n").map((line) => JSON.parse(line) as Command)) {
      if (!command.id) continue;
      this.commands.push(command);
      this.#write({ id: command.id, ...this.#reply(command) });
    }
  }

  #reply(command: Command): object {
    if (command.connect) return { connect: { client: "c1", version: "1", ping: 25, pong: true, session: SESSION, node: "n1" } };
    return command.rpc ? { rpc: { data: { method: command.rpc.method } } } : {};
  }

  #write(reply: object): void {
    this.#stream?.write(this.#prefix + JSON.stringify(reply) + this.#suffix);
  }
}

async function text(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
