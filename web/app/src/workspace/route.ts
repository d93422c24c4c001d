import { Store } from "../state/store";

/** Where in the client the person is; lives in the address after `#`, so that back, forward and reload work. */
export interface Route {
  channelId: string | null;
  /** A message to go to. */
  seq: number | null;
  /** A join link of a meeting was followed. */
  joinCode?: string;
  /** The page of those who run WorkSync. */
  operations?: boolean;
}

const home: Route = { channelId: null, seq: null };

export function parseRoute(hash: string): Route {
  const joinCode = /^#\/meet\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1];
  if (joinCode) return { ...home, joinCode };
  if (/^#\/ops\/?$/.test(hash)) return { ...home, operations: true };
  const match = /^#\/c\/([0-9a-fA-F-]{1,64})(?:\/(\d{1,15}))?$/.exec(hash);
  if (!match?.[1]) return home;
  return { channelId: match[1], seq: match[2] ? Number(match[2]) : null };
}

export function routeHash(route: Route): string {
  if (route.joinCode) return `#/meet/${route.joinCode}`;
  if (route.operations) return "#/ops";
  if (!route.channelId) return "#/";
  return `#/c/${route.channelId}${route.seq === null ? "" : `/${route.seq}`}`;
}

/** A join link is a path, since people pass it on; the client keeps its places behind `#`. */
function takeJoinLink(): void {
  const code = /^\/meet\/([A-Za-z0-9_-]{1,64})\/?$/.exec(location.pathname)?.[1];
  if (code) history.replaceState(null, "", `/#/meet/${code}`);
}

takeJoinLink();
export const route = new Store<Route>(parseRoute(location.hash));
window.addEventListener("hashchange", () => route.set(parseRoute(location.hash)));

export function goToChannel(channelId: string, seq: number | null = null): void {
  const hash = routeHash({ channelId, seq });
  // The same address again, e.g. a second click on a notification, still means: go there.
  if (location.hash === hash) route.set(parseRoute(hash));
  else location.hash = hash;
}

/** Shows another place without a step in the history. */
export function replaceRoute(next: Route): void {
  history.replaceState(history.state, "", routeHash(next));
  route.set(next);
}

export function goToOperations(): void {
  location.hash = routeHash({ ...home, operations: true });
}

export function goHome(): void {
  location.hash = "#/";
}
