import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The way to a server, which a test can close. */
export class Detour {
  readonly #sockets = new Set<Socket>();
  #open = true;

  private constructor(
    readonly server: Server,
    target: URL,
  ) {
    server.on("connection", (socket) => this.#pass(socket, target));
  }

  static async to(url: string): Promise<Detour> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Detour(server, new URL(url));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts every connection, and takes none until {@link reopen}. */
  close(): void {
    this.#open = false;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  reopen(): void {
    this.#open = true;
  }

  async stop(): Promise<void> {
    this.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #pass(socket: Socket, target: URL): void {
    if (!this.#open) {
      socket.destroy();
      return;
    }
    const onward = connect(Number(target.port), target.hostname);
    for (const end of [socket, onward]) {
      this.#sockets.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        this.#sockets.delete(end);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  }
}
