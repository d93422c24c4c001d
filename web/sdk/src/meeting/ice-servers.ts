import { WorkSyncError } from "../errors.js";
import type { Joined } from "../types.js";

/** Servers to connect through, with credentials that end. */
export type IceServers = Pick<Joined, "iceServers" | "iceServersExpireAt">;

/** Credentials are renewed so long before they end. */
const RENEW_BEFORE_MS = 60_000;
const RENEW_AT_LEAST_MS = 10_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Keeps the credentials of STUN and TURN servers valid as long as a meeting goes on. */
export class RenewedIceServers {
  readonly #fetch: () => Promise<IceServers>;
  readonly #renewed: (iceServers: RTCIceServer[]) => void;
  readonly #failed: (error: unknown) => void;
  #current: RTCIceServer[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    first: IceServers,
    fetchNew: () => Promise<IceServers>,
    renewed: (iceServers: RTCIceServer[]) => void,
    failed: (error: unknown) => void,
  ) {
    this.#fetch = fetchNew;
    this.#renewed = renewed;
    this.#failed = failed;
    this.#current = first.iceServers;
    this.#schedule(first);
  }

  get current(): RTCIceServer[] {
    return this.#current;
  }

  /** Takes servers that came of themselves. */
  take(fresh: IceServers): void {
    this.#current = fresh.iceServers;
    this.#renewed(fresh.iceServers);
    this.#schedule(fresh);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #schedule({ iceServers, iceServersExpireAt }: IceServers): void {
    clearTimeout(this.#timer);
    if (!iceServersExpireAt || iceServers.length === 0) return;
    const left = Date.parse(iceServersExpireAt) - Date.now();
    this.#renewIn(Math.max(left - RENEW_BEFORE_MS, left / 2, RENEW_AT_LEAST_MS));
  }

  #renewIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), Math.min(ms, LONGEST_TIMER_MS));
  }

  async #renew(): Promise<void> {
    try {
      this.take(await this.#fetch());
    } catch (error) {
      this.#failed(error);
      if (error instanceof WorkSyncError && error.temporary) this.#renewIn(RENEW_AT_LEAST_MS);
    }
  }
}
