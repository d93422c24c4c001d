import type { PeerConnectionState } from "./types.js";

/** How long to wait before something counts as stuck. */
export interface PeerTimings {
  /** Nothing gathered for so long: a new connection (restarting ICE doesn't help there). */
  gatherMs: number;
  /** Not connected for so long: a new connection. */
  connectMs: number;
  /** `disconnected` for so long: restart ICE. */
  disconnectedMs: number;
  /** Least time between two restarts of ICE. */
  restartCooldownMs: number;
  /** No answer to an offer for so long: send it again. */
  answerMs: number;
}

/** The timings of {@link PeerTimings} that suit networks between people. */
export const DEFAULT_TIMINGS: PeerTimings = {
  gatherMs: 5_000,
  connectMs: 20_000,
  disconnectedMs: 3_000,
  restartCooldownMs: 5_000,
  answerMs: 12_000,
};

/** What {@link PeerHealth} has done when something is stuck. */
export interface Remedies {
  restartIce(): void;
  /** Begins anew with another connection, and offers it. */
  rebuild(): void;
  /** Sends an offer again if one waits for its answer, and tells whether it did. */
  offerAgain(): boolean;
  changed(): void;
}

/** Restarts of ICE in a row before a new connection is made. */
const MAX_RESTARTS = 3;
/** New connections in a row before the peer counts as failed, until the network changes. */
const MAX_REBUILDS = 6;
/** The side that doesn't make the first offer waits longer everywhere, so that both don't act at once. */
const SECOND_SIDE = 1.8;

type Watch = "gather" | "connect" | "mend" | "answer";

/** Watches over the connection to one peer and has it mended where it is stuck. */
export class PeerHealth {
  readonly #timings: PeerTimings;
  readonly #patience: number;
  readonly #remedies: Remedies;
  readonly #timers = new Map<Watch, ReturnType<typeof setTimeout>>();
  #state: PeerConnectionState = "connecting";
  #wasConnected = false;
  #gathered = false;
  #restarts = 0;
  #rebuilds = 0;
  #lastRestart = 0;

  constructor(offerer: boolean, timings: PeerTimings, remedies: Remedies) {
    this.#timings = timings;
    this.#patience = offerer ? 1 : SECOND_SIDE;
    this.#remedies = remedies;
  }

  get state(): PeerConnectionState {
    return this.#state;
  }

  /** A connection begins, in the place of the one before. */
  opened(): void {
    this.close();
    this.#gathered = false;
    this.#restarts = 0;
    this.#watch("connect", this.#timings.connectMs, () => this.#rebuild());
    this.#setState(this.#wasConnected ? "reconnecting" : "connecting");
  }

  /** A description was set, so candidates have to come. */
  gathering(): void {
    if (!this.#gathered) this.#watch("gather", this.#timings.gatherMs * (this.#rebuilds + 1), () => this.#rebuild());
    this.#watchAnswer();
  }

  /** A candidate was found. */
  candidate(): void {
    this.#gathered = true;
    this.#cancel("gather");
  }

  /** The connection's state changed. */
  follow(state: RTCPeerConnectionState): void {
    if (state === "connected") this.#connected();
    if (state === "disconnected") {
      this.#setState("reconnecting");
      this.#watch("mend", this.#timings.disconnectedMs, () => this.#restartIce());
    }
    if (state === "failed") {
      this.#setState(this.#wasConnected ? "reconnecting" : "connecting");
      // the one side at once, the other where that doesn't help
      this.#watch("mend", this.#patience === 1 ? 0 : this.#timings.disconnectedMs, () => this.#mend());
    }
  }

  /** The connection can't be mended. */
  broken(): void {
    this.#rebuild();
  }

  /** The ways through the network may have changed. */
  networkChanged(): void {
    this.#rebuilds = 0;
    if (this.#state === "failed") this.#rebuild();
    else if (this.#wasConnected) this.#restartIce();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #connected(): void {
    this.#wasConnected = true;
    this.#restarts = 0;
    this.#rebuilds = 0;
    for (const watch of ["connect", "gather", "mend"] as const) this.#cancel(watch);
    this.#setState("connected");
  }

  #mend(): void {
    if (this.#restarts < MAX_RESTARTS) this.#restartIce();
    else this.#rebuild();
  }

  #restartIce(): void {
    const wait = this.#lastRestart + this.#timings.restartCooldownMs - Date.now();
    if (wait > 0) {
      this.#watch("mend", wait, () => this.#state !== "connected" && this.#mend());
      return;
    }
    this.#lastRestart = Date.now();
    this.#restarts++;
    this.#remedies.restartIce();
    // a restart that leads to nothing is followed by the next, and in the end by a new connection
    this.#watch("mend", this.#timings.connectMs / 2, () => this.#state !== "connected" && this.#mend());
  }

  #rebuild(): void {
    if (this.#rebuilds >= MAX_REBUILDS) {
      this.#setState("failed");
      return;
    }
    this.#rebuilds++;
    this.#remedies.rebuild();
  }

  #watchAnswer(): void {
    this.#watch("answer", this.#timings.answerMs, () => {
      if (this.#remedies.offerAgain()) this.#watchAnswer();
    });
  }

  #setState(state: PeerConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#remedies.changed();
  }

  #watch(name: Watch, ms: number, action: () => void): void {
    this.#cancel(name);
    this.#timers.set(name, setTimeout(action, ms * this.#patience));
  }

  #cancel(name: Watch): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}
