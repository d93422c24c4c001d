import type { MyChannel, User } from "@worksync/sdk";
import { channelTitle } from "./naming";

/** Somewhere to jump to. */
export type Place = { kind: "channel"; channel: MyChannel; title: string } | { kind: "person"; user: User; title: string };

const SHOWN = 12;

/**
 * The channels and people that a query may mean, best first: what begins with it, then words that do, then the rest.
 * People with whom there is a direct channel are found as that channel. With no query: what is unread, then the rest.
 */
export function findPlaces(query: string, channels: readonly MyChannel[], users: readonly User[], me: string): Place[] {
  const places: Place[] = channels.map((channel) => ({ kind: "channel", channel, title: channelTitle(channel, me) }));
  const known = new Set(channels.filter(isPair).flatMap((c) => (c.members ?? []).map((user) => user.id)));
  for (const user of users) {
    if (user.id !== me && !known.has(user.id)) places.push({ kind: "person", user, title: user.displayName });
  }
  return places
    .map((place) => ({ place, rank: rank(place, query.trim().replace(/^[#@]/, "").toLowerCase()) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => b.rank - a.rank || a.place.title.localeCompare(b.place.title))
    .slice(0, SHOWN)
    .map(({ place }) => place);
}

function isPair(channel: MyChannel): boolean {
  return channel.kind === "direct" && channel.members?.length === 2;
}

function rank(place: Place, query: string): number {
  const waiting = place.kind === "channel" && place.channel.unread > 0 ? 0.5 : 0;
  if (query === "") return place.kind === "channel" ? 1 + waiting : 0;
  const title = place.title.toLowerCase();
  const username = place.kind === "person" ? place.user.username.toLowerCase() : "";
  if (title.startsWith(query) || username.startsWith(query)) return 3 + waiting;
  if (title.split(/[\s,_-]+/).some((word) => word.startsWith(query))) return 2 + waiting;
  return title.includes(query) ? 1 + waiting : -1;
}
