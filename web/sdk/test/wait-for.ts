import { vi } from "vitest";

/** Repeats a check until it passes; patient, since build machines are slow at times. */
export function waitFor<T>(check: () => T | Promise<T>, options: { timeout?: number; interval?: number } = {}): Promise<T> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20, ...options });
}
