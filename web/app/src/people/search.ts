import { useEffect, useRef, useState } from "react";
import { describeProblem } from "../ui/toasts";

export interface Found<T> {
  items: readonly T[];
  busy: boolean;
  problem: string | null;
}

const PAUSE_MS = 150;

/** Searches once typing pauses; an answer that comes after a later question is dropped. */
export function useSearch<T>(query: string, ask: (query: string) => Promise<readonly T[]>): Found<T> {
  const [found, setFound] = useState<Found<T>>({ items: [], busy: true, problem: null });
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    let current = true;
    setFound((before) => ({ ...before, busy: true }));
    const timer = setTimeout(
      () =>
        latest.current(query.trim()).then(
          (items) => current && setFound({ items, busy: false, problem: null }),
          (error: unknown) => current && setFound({ items: [], busy: false, problem: describeProblem(error) }),
        ),
      query === "" ? 0 : PAUSE_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);

  return found;
}
