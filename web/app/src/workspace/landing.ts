import { useEffect } from "react";
import { useStore } from "../state/store";
import { useWorkspace } from "./context";
import { replaceRoute, route } from "./route";

const wide = "(min-width: 760px)";
const key = "worksync.last-channel";

/** On a wide screen an empty address opens the channel that was read last; a phone begins with the list. */
export function useLanding(): void {
  const { channels } = useWorkspace();
  const { channelId, joinCode, operations } = useStore(route, (state) => state);
  const byId = useStore(channels.state, (state) => state.byId);

  useEffect(() => {
    if (channelId) {
      if (byId[channelId]) remember(channelId);
      return;
    }
    // A join link leads to its meeting first.
    if (joinCode || operations || !window.matchMedia(wide).matches) return;
    const last = remembered();
    const all = Object.values(byId);
    const landing = (last ? byId[last] : undefined) ?? all.find((channel) => channel.name === "general") ?? all[0];
    if (landing) replaceRoute({ channelId: landing.id, seq: null });
  }, [channelId, joinCode, operations, byId]);
}

/** Forgets which channel was read last. */
export function forgetLanding(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}

function remember(channelId: string): void {
  try {
    localStorage.setItem(key, channelId);
  } catch {
    // Storage is blocked: the next visit begins with #general.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
