import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** So close to the end still counts as being there. */
const END_PX = 48;
/** The next page is fetched so long before the edge is reached. */
const AHEAD_PX = 600;

interface ScrollingInput {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLElement | null>;
  /** `seq` of the oldest message: when it falls, older ones were put above. */
  firstSeq: number;
  /** Changes with every change of what is shown. */
  shown: unknown;
  /** Whether the end of the list is the end of the channel. */
  atNewest: boolean;
  onNearStart: () => void;
  onNearEnd: () => void;
}

export interface Scrolling {
  /** Whether the newest message is in sight. */
  atEnd: boolean;
  onScroll: () => void;
  toEnd: () => void;
  /** Keeps to a place instead of the end. */
  stay: () => void;
}

/**
 * Keeps the list where the person reads: at the end while they are there, and at the same message when older ones are
 * put above it.
 */
export function useScrolling(input: ScrollingInput): Scrolling {
  const { scroller, content, firstSeq, shown, atNewest } = input;
  const [atEnd, setAtEnd] = useState(true);
  const pinned = useRef(true);
  const before = useRef({ firstSeq: 0, height: 0 });
  const callbacks = useRef(input);
  callbacks.current = input;

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box || box.clientHeight === 0) return;
    const left = box.scrollHeight - box.scrollTop - box.clientHeight;
    pinned.current = left <= END_PX && callbacks.current.atNewest;
    setAtEnd(pinned.current);
    if (box.scrollTop < AHEAD_PX) callbacks.current.onNearStart();
    if (left < AHEAD_PX) callbacks.current.onNearEnd();
  }, [scroller]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    pinned.current = true;
    if (box) box.scrollTop = box.scrollHeight;
    setAtEnd(true);
  }, [scroller]);

  const stay = useCallback(() => {
    pinned.current = false;
  }, []);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const grown = box.scrollHeight - before.current.height;
    const prepended = before.current.firstSeq > 0 && firstSeq > 0 && firstSeq < before.current.firstSeq;
    if (pinned.current && atNewest) box.scrollTop = box.scrollHeight;
    else if (prepended) box.scrollTop += grown;
    before.current = { firstSeq, height: box.scrollHeight };
  }, [scroller, firstSeq, shown, atNewest]);

  // A list shorter than its window has no scroll event that could ask for more.
  useEffect(look, [look, shown]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const observer = new ResizeObserver(() => {
      if (pinned.current) box.scrollTop = box.scrollHeight;
      before.current.height = box.scrollHeight;
      look();
    });
    observer.observe(box);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [scroller, content, look]);

  return { atEnd, onScroll: look, toEnd, stay };
}
