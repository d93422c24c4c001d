import { Store } from "../state/store";

export interface Toast {
  id: number;
  tone: "problem" | "note";
  title: string;
  detail: string;
}

/** More than this many at once is noise: the oldest goes. */
const LIMIT = 4;
const SHOWN_FOR_MS = 9000;

let nextId = 1;

export const toasts = new Store<readonly Toast[]>([]);

export function showToast(tone: Toast["tone"], title: string, detail = ""): void {
  const toast = { id: nextId++, tone, title, detail };
  toasts.update((all) => [...all.filter((t) => t.title !== title || t.detail !== detail), toast].slice(-LIMIT));
  setTimeout(() => dismissToast(toast.id), SHOWN_FOR_MS);
}

export function dismissToast(id: number): void {
  toasts.update((all) => (all.some((toast) => toast.id === id) ? all.filter((toast) => toast.id !== id) : all));
}

/** What the server said about a refusal, or a sentence that says what to do. */
export function describeProblem(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return "Something went wrong. Please try again.";
}

/** Tells the person that an action failed, in the server's own words. */
export function showProblem(title: string): (error: unknown) => void {
  return (error) => showToast("problem", title, describeProblem(error));
}
