import type { ChannelTimeline } from "@worksync/sdk";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

const HIGHLIGHT_MS = 2400;

/** Scrolls to a message once it is there, and makes it stand out for a moment. Gives the `seq` that stands out. */
export function useGoTo(
  scroller: RefObject<HTMLElement | null>,
  timeline: ChannelTimeline,
  goTo: number | null,
  stay: () => void,
): number | null {
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const reached = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (goTo === null) reached.current = null;
    if (goTo === null || reached.current === goTo) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-seq="${goTo}"]`);
    if (!target) return;
    reached.current = goTo;
    stay();
    target.scrollIntoView({ block: "center" });
    setHighlighted(goTo);
  }, [scroller, timeline, goTo, stay]);

  useEffect(() => {
    if (highlighted === null) return;
    const timer = setTimeout(() => setHighlighted(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlighted]);

  return highlighted;
}
