/** Where the user is signed in. */

/** Where the user is signed in: one sign-in, however many connections it has. */
export interface Device {
  id: string;
  /** Guessed from the user agent: "Firefox on Windows". */
  deviceName: string;
  /** As the client named itself; nobody vouches for it. */
  client: { name: string; version: string };
  userAgent: string;
  startedAt: string;
  lastSeenAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
  /** How many are open now. */
  connections: number;
}
