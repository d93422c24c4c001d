/** How often and for how long an attempt is repeated. */
export interface RetryPolicy {
  /** After this no further attempt is begun. */
  deadlineMs: number;
  retryable: (error: unknown) => boolean;
  /** First pause; each further one is twice as long, up to `maxDelayMs`. Half of it is random. */
  minDelayMs?: number;
  maxDelayMs?: number;
}

/** Resolves after `ms`. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Repeats `attempt` while it fails with what the policy calls retryable; rejects with the last failure. */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { minDelayMs = 300, maxDelayMs = 4_000 } = policy;
  const deadline = Date.now() + policy.deadlineMs;
  for (let pause = minDelayMs; ; pause = Math.min(pause * 2, maxDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      const wait = pause / 2 + Math.random() * (pause / 2);
      if (!policy.retryable(error) || Date.now() + wait >= deadline) throw error;
      await delay(wait);
    }
  }
}
