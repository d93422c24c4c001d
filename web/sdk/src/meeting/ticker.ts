const TICKING = "let timer; onmessage = ({ data }) => { clearInterval(timer); timer = setInterval(() => postMessage(0), data); };";

/**
 * Ticks at an interval, also in a page that nobody looks at: there browsers let the page's own timers run once a minute
 * only, but not those of a worker.
 */
export class Ticker {
  readonly #stop: () => void;

  constructor(ms: number, tick: () => void) {
    this.#stop = inWorker(ms, tick) ?? inPage(ms, tick);
  }

  close(): void {
    this.#stop();
  }
}

function inPage(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}

function inWorker(ms: number, tick: () => void): (() => void) | null {
  if (typeof document === "undefined" || typeof Worker === "undefined") return null;
  const url = URL.createObjectURL(new Blob([TICKING], { type: "text/javascript" }));
  try {
    const worker = new Worker(url);
    worker.onmessage = tick;
    worker.postMessage(ms);
    return () => worker.terminate();
  } catch {
    // a page whose policy allows no such worker
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
