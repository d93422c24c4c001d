import { SignedOutError, WorkSyncClient, type ConnectionState, type User } from "@worksync/sdk";
import { Channels } from "../channels/channels";
import { offerSimulation } from "../meeting/simulate";
import { MeetingRoom } from "../meeting/room";
import { Ringing } from "../meeting/ringing";
import { Conversations } from "../messages/conversations";
import { Drafts } from "../messages/drafts";
import { Outbox } from "../messages/outbox";
import { TypingPeople } from "../messages/typing";
import { UnsavedNotes } from "../notes/unsaved";
import { Inbox } from "../notifications/inbox";
import { PushOnThisDevice } from "../notifications/push";
import { People } from "../people/people";
import { Presences } from "../people/presences";
import type { Session } from "../session/session";
import { browserStorage } from "../state/storage";
import { Store } from "../state/store";
import { forgetLanding } from "./landing";
import { route } from "./route";

/** Several topics that lost their place are read again together. */
const RESYNC_TOGETHER_MS = 150;

/** Everything the signed-in client knows and can do; one for each sign-in. */
export class Workspace {
  readonly client: WorkSyncClient;
  readonly session: Session;
  readonly me: User;
  readonly connection: Store<ConnectionState>;
  readonly channels: Channels;
  readonly people: People;
  readonly presences: Presences;
  readonly conversations: Conversations;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly unsavedNotes: UnsavedNotes;
  readonly typing: TypingPeople;
  readonly inbox: Inbox;
  readonly push: PushOnThisDevice;
  readonly ringing: Ringing;
  readonly room: MeetingRoom;
  readonly #missed = new Set<string>();
  #resyncTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(client: WorkSyncClient, session: Session, me: User) {
    const storage = browserStorage();
    this.client = client;
    this.session = session;
    this.me = me;
    this.connection = new Store<ConnectionState>(client.state);
    this.channels = new Channels(client, me.id);
    this.people = new People(client, me);
    this.presences = new Presences(client);
    this.conversations = new Conversations(client);
    this.drafts = new Drafts(storage, me.id);
    this.unsavedNotes = new UnsavedNotes(storage, me.id);
    this.outbox = new Outbox(client, storage, me.id, (message) => this.conversations.take(message));
    this.typing = new TypingPeople(client, me.id);
    this.inbox = new Inbox(client);
    this.push = new PushOnThisDevice(client);
    this.ringing = new Ringing(client, me.id);
    this.room = new MeetingRoom(client, (userId) => this.people.nameOf(userId));
    offerSimulation(this.room);
    client.on("state", (state) => this.#connectionChanged(state));
    client.on("resync", ({ topic }) => this.#resyncSoon(topic));
  }

  /** Connects, learns who the person is and loads what the first screen needs. */
  static async open(client: WorkSyncClient, session: Session): Promise<Workspace> {
    await client.connect();
    const workspace = new Workspace(client, session, await client.chat.me());
    await Promise.all([workspace.channels.reload(), workspace.people.loadDirectory()]);
    // The bell is not worth waiting for, and a failure there must not keep anybody from writing.
    workspace.inbox.reload().catch(() => undefined);
    workspace.push.start().catch(() => undefined);
    workspace.#learnDirectMembers();
    workspace.outbox.resume();
    return workspace;
  }

  static client(session: Session): WorkSyncClient {
    return new WorkSyncClient({ url: location.origin, getToken: () => tokenOf(session) });
  }

  /** Leaves nothing of the person's on this device. */
  async signOut(): Promise<void> {
    await this.room.leave();
    // whoever signs in here next must not be told of this person's messages
    await this.push.turnOff().catch(() => undefined);
    forgetLanding();
    this.drafts.clear();
    this.unsavedNotes.clear();
    this.outbox.clear();
    this.client.disconnect();
    await this.session.signOut();
  }

  #connectionChanged(state: ConnectionState): void {
    const before = this.connection.get();
    this.connection.set(state);
    if (state !== "connected" || before === "connected") return;
    this.outbox.resume();
    this.channels.reload().catch(() => undefined);
  }

  #resyncSoon(topic: string): void {
    this.#missed.add(topic);
    this.#resyncTimer ??= setTimeout(() => void this.#resync(), RESYNC_TOGETHER_MS);
  }

  /** Reads again what events may have failed to tell. */
  async #resync(): Promise<void> {
    this.#resyncTimer = undefined;
    const missed = [...this.#missed];
    this.#missed.clear();
    const open = route.get().channelId;
    this.conversations.forgetAllBut(open);
    const openMissed = open !== null && missed.includes(`channel:${open}`);
    await Promise.allSettled([
      this.channels.reload(),
      this.inbox.reload(),
      openMissed ? this.conversations.resync(open) : Promise.resolve(),
      openMissed ? this.people.loadMembers(open) : Promise.resolve(),
    ]);
    this.#learnDirectMembers();
  }

  #learnDirectMembers(): void {
    const all = Object.values(this.channels.state.get().byId);
    this.people.learn(all.flatMap((channel) => channel.members ?? []));
  }
}

/** Without a sign-in there is no use in trying again; without a network there is. */
async function tokenOf(session: Session): Promise<string> {
  try {
    return await session.accessToken();
  } catch (error) {
    if (session.state.get().kind === "signed-out") throw new SignedOutError();
    throw error;
  }
}
