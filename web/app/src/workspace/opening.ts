import { WorkSyncError, type WorkSyncClient } from "@worksync/sdk";
import type { Session } from "../session/session";
import { Store } from "../state/store";
import { describeProblem } from "../ui/toasts";
import { Workspace } from "./workspace";

export type OpeningState =
  | { kind: "opening"; problem: string | null }
  | { kind: "refused"; reason: string }
  | { kind: "open"; workspace: Workspace };

/** The close code of a token that is not, or no longer, accepted. */
const INVALID_TOKEN = 3500;

const RETRY_MS = [1_000, 2_000, 4_000, 8_000];

/** Opens the workspace once somebody is signed in, for as long as that takes, and closes it when they are not. */
export class Opening {
  readonly state = new Store<OpeningState>({ kind: "opening", problem: null });
  readonly #session: Session;
  #client: WorkSyncClient | undefined;
  #run = 0;

  constructor(session: Session) {
    this.#session = session;
    session.state.subscribe(() => this.#sessionChanged());
  }

  /** Tries again after a refusal. */
  retry(): void {
    this.#close();
    void this.#open();
  }

  #sessionChanged(): void {
    const signedIn = this.#session.state.get().kind === "signed-in";
    if (signedIn && !this.#client) void this.#open();
    if (!signedIn) this.#close();
  }

  async #open(): Promise<void> {
    const run = ++this.#run;
    const client = Workspace.client(this.#session);
    this.#client = client;
    this.state.set({ kind: "opening", problem: null });
    client.on("closed", ({ code, reason }) => run === this.#run && void this.#closed(code, reason));
    for (let attempt = 0; run === this.#run; attempt++) {
      try {
        const workspace = await Workspace.open(client, this.#session);
        if (run === this.#run) this.state.set({ kind: "open", workspace });
        return;
      } catch (error) {
        if (run !== this.#run) return;
        if (error instanceof WorkSyncError && !error.temporary) return this.#refuse(describeProblem(error));
        this.state.set({ kind: "opening", problem: describeProblem(error) });
        await pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 8_000);
      }
    }
  }

  /** Signed out elsewhere, or only asked to prove again that one is signed in: the provider knows which. */
  async #closed(code: number, reason: string): Promise<void> {
    if (code !== INVALID_TOKEN) return this.#refuse(reason);
    const run = this.#run;
    const renewed = await this.#session.tokenRefused();
    if (run !== this.#run) return;
    if (renewed) this.retry();
    else this.#refuse(reason);
  }

  #refuse(reason: string): void {
    if (this.#session.state.get().kind !== "signed-in") return;
    this.#close();
    this.state.set({ kind: "refused", reason });
  }

  #close(): void {
    this.#run++;
    this.#client?.disconnect();
    this.#client = undefined;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
