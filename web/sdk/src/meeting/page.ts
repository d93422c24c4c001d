import type { Unsubscribe } from "../emitter.js";

/** Calls when the page goes away, and when its network may have become another one; nothing outside of browsers. */
export function followPage(gone: () => void, networkChanged: () => void): Unsubscribe[] {
  if (typeof window === "undefined") return [];
  const { connection } = navigator as { connection?: EventTarget };
  return [
    listen(window, "pagehide", gone),
    listen(window, "online", networkChanged),
    ...(connection ? [listen(connection, "change", networkChanged)] : []),
  ];
}

function listen(target: EventTarget, name: string, listener: () => void): Unsubscribe {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}
