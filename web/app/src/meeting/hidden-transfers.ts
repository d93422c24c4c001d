import { Store } from "../state/store";

const MAX = 64;

/** Transfers that the person has seen enough of. */
export const hiddenTransfers = new Store<ReadonlySet<string>>(new Set());

export function hideTransfer(id: string): void {
  hiddenTransfers.update((hidden) => new Set([...hidden, id].slice(-MAX)));
}
