import type { MyChannel, User } from "@worksync/sdk";

/** The people of a direct channel other than oneself; oneself in a channel with nobody else. */
export function peers(channel: MyChannel, me: string): User[] {
  const members = channel.members ?? [];
  const others = members.filter((user) => user.id !== me);
  return others.length > 0 ? others : members;
}

/** What a person calls the channel. */
export function channelTitle(channel: MyChannel, me: string): string {
  if (channel.kind !== "direct") return channel.name ?? "unnamed";
  return peers(channel, me).map((user) => user.displayName).join(", ") || "Direct message";
}

/** A name without spaces, for hooks of browser tests: the channel's name, or the user names of the peers. */
export function channelHandle(channel: MyChannel, me: string): string {
  if (channel.kind !== "direct") return channel.name ?? channel.id;
  return peers(channel, me).map((user) => user.username).sort().join("-") || channel.id;
}

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

export function byTitle(me: string): (a: MyChannel, b: MyChannel) => number {
  return (a, b) => collator.compare(channelTitle(a, me), channelTitle(b, me));
}
