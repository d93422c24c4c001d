import type { Member, User, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";

export interface PeopleState {
  byId: Readonly<Record<string, User>>;
  members: Readonly<Record<string, readonly Member[]>>;
}

/** People fetched for the directory at start; who is not among them is learned from members and searches. */
const DIRECTORY_LIMIT = 100;

/** Everybody the client has met, and who is in which channel. */
export class People {
  readonly state: Store<PeopleState>;
  readonly #client: WorkSyncClient;

  constructor(client: WorkSyncClient, me: User) {
    this.#client = client;
    this.state = new Store<PeopleState>({ byId: { [me.id]: me }, members: {} });
    client.on("channel.joined", ({ channel }) => this.learn(channel.members ?? []));
    client.on("member.joined", ({ member }) => this.#joined(member));
    client.on("member.left", ({ member }) => this.#left(member));
    client.on("meeting.ringing", ({ caller }) => this.learn([caller]));
  }

  get(userId: string): User | undefined {
    return this.state.get().byId[userId];
  }

  /** How to speak of somebody, known or not. */
  nameOf(userId: string): string {
    return this.get(userId)?.displayName ?? "Somebody";
  }

  learn(users: Iterable<User>): void {
    this.state.update((state) => {
      const fresh = [...users].filter((user) => user && !same(state.byId[user.id], user));
      if (fresh.length === 0) return state;
      return { ...state, byId: { ...state.byId, ...Object.fromEntries(fresh.map((user) => [user.id, user])) } };
    });
  }

  async loadDirectory(): Promise<void> {
    await this.search("", DIRECTORY_LIMIT);
  }

  async search(q: string, limit = 20): Promise<User[]> {
    const page = await this.#client.chat.users(q, { limit });
    this.learn(page.items);
    return page.items;
  }

  async loadMembers(channelId: string): Promise<void> {
    const members = await this.#client.chat.members(channelId);
    this.learn(members.map((member) => member.user));
    this.#put(channelId, members);
  }

  /** Adds somebody; the member list follows by event. */
  async add(channelId: string, userId: string): Promise<void> {
    await this.#client.chat.addMember(channelId, userId);
    await this.loadMembers(channelId);
  }

  async remove(channelId: string, userId: string): Promise<void> {
    await this.#client.chat.removeMember(channelId, userId);
    await this.loadMembers(channelId);
  }

  #joined(member: Member): void {
    if (member.user) this.learn([member.user]);
    const known = this.state.get().members[member.channelId];
    if (known && member.user) this.#put(member.channelId, [...without(known, member.userId), member]);
  }

  #left(member: Member): void {
    const known = this.state.get().members[member.channelId];
    if (known) this.#put(member.channelId, without(known, member.userId));
  }

  #put(channelId: string, members: readonly Member[]): void {
    this.state.update((state) => ({ ...state, members: { ...state.members, [channelId]: members } }));
  }
}

function without(members: readonly Member[], userId: string): Member[] {
  return members.filter((member) => member.userId !== userId);
}

function same(a: User | undefined, b: User): boolean {
  return a?.displayName === b.displayName && a.username === b.username && a.role === b.role;
}
