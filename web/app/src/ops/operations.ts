import { NodeWatch, WorkSyncError, type WatchedNode, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { describeProblem } from "../ui/toasts";

export type OperationsState =
  | { kind: "loading" }
  | { kind: "refused" }
  | { kind: "failed"; reason: string }
  | { kind: "watching"; nodes: readonly WatchedNode[] };

/** The nodes of the server, from when the page is shown until it is left. */
export class Operations {
  readonly state = new Store<OperationsState>({ kind: "loading" });
  readonly #client: WorkSyncClient;
  #watch: NodeWatch | undefined;

  constructor(client: WorkSyncClient) {
    this.#client = client;
  }

  async open(): Promise<void> {
    this.close();
    this.state.set({ kind: "loading" });
    const watch = new NodeWatch(this.#client);
    this.#watch = watch;
    watch.on("changed", (nodes) => this.state.set({ kind: "watching", nodes }));
    watch.on("ended", () => this.state.set({ kind: "refused" }));
    try {
      await watch.open();
    } catch (error) {
      if (watch === this.#watch) this.state.set(ofFailure(error));
    }
  }

  close(): void {
    this.#watch?.close();
    this.#watch = undefined;
  }
}

function ofFailure(error: unknown): OperationsState {
  const refused = error instanceof WorkSyncError && error.status === 403;
  return refused ? { kind: "refused" } : { kind: "failed", reason: describeProblem(error) };
}
