/** Ends a registration; calling it again does nothing. */
export type Unsubscribe = () => void;

/** Arguments of each event, by its name. */
export type Listeners = object;

// what a listener takes is checked where it is registered
type Listener = (...args: any[]) => void;

type Args<L, K extends keyof L> = L[K] extends unknown[] ? L[K] : never;

/**
 * A typed event emitter without dependencies. A listener that throws doesn't keep the others from being called;
 * its error is reported to the page as an uncaught one.
 */
export class Emitter<L extends Listeners> {
  readonly #listeners = new Map<keyof L, Set<Listener>>();

  /** Calls `listener` at each `name` until the returned function is called. */
  on<K extends keyof L>(name: K, listener: (...args: Args<L, K>) => void): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** Like {@link on}, for the first time only. */
  once<K extends keyof L>(name: K, listener: (...args: Args<L, K>) => void): Unsubscribe {
    const off = this.on(name, (...args: Args<L, K>) => {
      off();
      listener(...args);
    });
    return off;
  }

  /** Calls the listeners of `name` in the order of their registration. */
  protected emit<K extends keyof L>(name: K, ...args: Args<L, K>): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
