import { vi } from "vitest";

/** Repeats a check until it passes; patient, since build machines are slow at times. */
export function waitFor(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 });
}
