import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Board, TopicPeople, WorkSyncClient, type BoardLimits } from "../src/index.js";
import { Coverage } from "../src/board/coverage.js";
import { BoardServer, words, wordsIn } from "./board-server.js";
import { waitFor } from "./wait-for.js";

const KEPT = 20;
/** Saves so late that only what a test is about makes it save. */
const LATE = 3_600_000;

let server: BoardServer;
let editors: Editor[];

interface Editor {
  client: WorkSyncClient;
  board: Board;
  words: Set<string>;
  writes: (word: string) => void;
}

beforeEach(async () => {
  server = await BoardServer.start(KEPT);
  editors = [];
});

afterEach(async () => {
  editors.forEach(leave);
  await server.stop();
});

function leave({ client, board }: Editor): void {
  board.close();
  client.disconnect();
}

async function editor(limits: Partial<BoardLimits> = {}): Promise<Editor> {
  const client = new WorkSyncClient({
    url: server.url,
    getToken: async () => "token",
    timeoutMs: 5_000,
    maxReconnectDelayMs: 300,
    websocket: WebSocket,
  });
  await client.connect();
  const document = words();
  const board = new Board(client, {
    channelId: "c",
    name: "notes",
    document,
    limits: { kept: KEPT, batchMs: 5, quietMs: 30, longestMs: 100, othersMs: LATE, ...limits },
  });
  const writes = (word: string) => {
    document.all.add(word);
    board.push(document.encode([word]));
  };
  const made = { client, board, words: document.all, writes };
  editors.push(made);
  return made;
}

async function opened(limits: Partial<BoardLimits> = {}): Promise<Editor> {
  const made = await editor(limits);
  await made.board.open();
  return made;
}

const has = (of: Editor, ...expected: string[]) => waitFor(() => expect([...of.words].sort()).toEqual([...new Set(expected)].sort()));
const isSaved = (of: Editor) => waitFor(() => expect(of.board.status.saving).toBe("saved"));
const updates = () => server.events.filter(({ type }) => type === "board.updated");

describe("changing a board together", () => {
  it("shows each what the other changes, and keeps both", async () => {
    const rahim = await opened();
    const aisha = await opened();
    rahim.writes("one");
    aisha.writes("two");
    await has(rahim, "one", "two");
    await has(aisha, "one", "two");
    await isSaved(rahim);
    await isSaved(aisha);
    expect(wordsIn(server.snapshot).sort()).toEqual(["one", "two"]);
    const mina = await opened();
    await has(mina, "one", "two");
    expect(mina.board.status).toMatchObject({ phase: "open", saving: "saved" });
  });

  it("publishes what was changed in quick succession as one", async () => {
    const rahim = await opened({ batchMs: 200 });
    for (let i = 0; i < 40; i++) rahim.writes(`w${i}`);
    await waitFor(() => expect(server.published.size).toBe(40));
    expect(updates().length).toBeLessThanOrEqual(2);
  });

  it("saves once for several people, not once for each", async () => {
    const all = [await opened(), await opened(), await opened()];
    all[0]!.writes("one");
    for (const each of all) await has(each, "one");
    for (const each of all) await isSaved(each);
    expect(server.saves).toBe(1);
    all[1]!.writes("two");
    await isSaved(all[1]!);
    await waitFor(() => expect(server.saves).toBe(2));
    expect(server.conflicts).toBe(0);
  });

  it("merges where two save at once", async () => {
    const rahim = await opened({ quietMs: LATE, longestMs: LATE });
    const aisha = await opened({ quietMs: LATE, longestMs: LATE });
    rahim.writes("one");
    aisha.writes("two");
    await Promise.all([rahim.board.flush(), aisha.board.flush()]);
    expect(wordsIn(server.snapshot).sort()).toEqual(["one", "two"]);
    expect(server.broken).toEqual([]);
  });

  it("takes what is written before it is open", async () => {
    const rahim = await editor();
    rahim.writes("early");
    await rahim.board.open();
    await isSaved(rahim);
    expect(wordsIn(server.snapshot)).toEqual(["early"]);
    expect([...server.published]).toEqual(["early"]);
  });

  it("has a change that is too large for the topic reach the others by way of a snapshot", async () => {
    const rahim = await opened({ updateBytes: 100 });
    const aisha = await opened({ updateBytes: 100 });
    const large = "x".repeat(200);
    rahim.writes(large);
    await has(aisha, large);
    expect(updates()).toEqual([]);
    rahim.writes("small");
    await has(aisha, large, "small");
    aisha.writes("answer");
    await has(rahim, large, "small", "answer");
    await isSaved(aisha);
    expect(server.broken).toEqual([]);
  });
});

describe("whatever was published", () => {
  it("is in the snapshot or on the topic at any time, however much is written", async () => {
    const all = [await opened(), await opened(), await opened()];
    const written: string[] = [];
    for (let round = 0; round < 100; round++) {
      for (const [i, each] of all.entries()) {
        const word = `r${round}e${i}`;
        written.push(word);
        each.writes(word);
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
      if (round === 50) await has(await opened(), ...server.whole(), ...all.flatMap((each) => [...each.words]));
    }
    for (const each of all) await has(each, ...written);
    for (const each of all) await isSaved(each);
    expect(server.events.length).toBeGreaterThan(3 * KEPT);
    expect(server.broken).toEqual([]);
    await has(await opened(), ...written);
  });

  it("stays there while nothing can be saved: then nothing more is published", async () => {
    const rahim = await opened();
    server.refusal = { code: 503, message: "the database is away" };
    for (let i = 0; i < 3 * KEPT; i++) {
      rahim.writes(`w${i}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await waitFor(() => expect(rahim.board.status.saving).toBe("unsaved"));
    expect(updates().length).toBeLessThan(KEPT);
    expect(server.broken).toEqual([]);
    server.refusal = null;
    await waitFor(() => expect(server.published.size).toBe(3 * KEPT));
    await isSaved(rahim);
    expect(server.broken).toEqual([]);
    expect(wordsIn(server.snapshot)).toHaveLength(3 * KEPT);
  });

  it("is saved at the latest after half of what the topic keeps", async () => {
    const rahim = await opened({ quietMs: LATE, longestMs: LATE });
    for (let i = 0; i < KEPT / 2; i++) {
      rahim.writes(`w${i}`);
      await waitFor(() => expect(server.published.size).toBe(i + 1));
    }
    await waitFor(() => expect(server.saves).toBe(1));
    expect(updates()).toHaveLength(KEPT / 2);
  });

  it("is saved by those who stay when its writer is gone", async () => {
    const rahim = await opened({ quietMs: LATE, longestMs: LATE });
    const aisha = await opened({ othersMs: 20 });
    rahim.writes("last words");
    await waitFor(() => expect(aisha.words.size).toBe(2));
    leave(rahim);
    await waitFor(() => expect(server.saves).toBe(1));
    expect(wordsIn(server.snapshot).sort()).toEqual(["last", "words"]);
  });

  it("is saved by whoever comes next", async () => {
    const rahim = await opened({ quietMs: LATE, longestMs: LATE });
    rahim.writes("left");
    await waitFor(() => expect(server.published.size).toBe(1));
    leave(rahim);
    const aisha = await opened({ othersMs: 20 });
    await has(aisha, "left");
    await waitFor(() => expect(wordsIn(server.snapshot)).toEqual(["left"]));
  });
});

describe("a lost connection", () => {
  it("costs nothing that was written meanwhile, on either side", async () => {
    const rahim = await opened();
    const aisha = await opened();
    rahim.writes("before");
    await has(aisha, "before");
    server.drop();
    rahim.writes("here");
    aisha.writes("there");
    await has(rahim, "before", "here", "there");
    await has(aisha, "before", "here", "there");
    await isSaved(rahim);
    await isSaved(aisha);
    expect(server.broken).toEqual([]);
  });

  it("that cannot be recovered has all be read again", async () => {
    const rahim = await opened();
    const aisha = await opened();
    rahim.writes("kept");
    await isSaved(rahim);
    await has(aisha, "kept");
    aisha.client.disconnect();
    for (let i = 0; i < 2 * KEPT; i++) {
      rahim.writes(`w${i}`);
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
    await isSaved(rahim);
    aisha.writes("meanwhile");
    await aisha.client.connect();
    await waitFor(() => expect(aisha.words.size).toBe(2 * KEPT + 2));
    await waitFor(() => expect(rahim.words.size).toBe(2 * KEPT + 2));
    expect(server.broken).toEqual([]);
  });

  it("to a topic that lost all it kept loses nothing that an editor still has", async () => {
    const rahim = await opened({ quietMs: LATE, longestMs: LATE });
    const aisha = await opened();
    rahim.writes("unsaved");
    await has(aisha, "unsaved");
    leave(aisha);
    server.loseTopic();
    server.drop();
    const mina = await opened();
    await has(mina, "unsaved");
    await rahim.board.flush();
    expect(wordsIn(server.snapshot)).toEqual(["unsaved"]);
  });
});

describe("refusals", () => {
  it("say that one may not see it", async () => {
    server.isMember = false;
    const omar = await editor();
    await expect(omar.board.open()).rejects.toMatchObject({ status: 403 });
    expect(omar.board.status.phase).toBe("refused");
  });

  it("end it for whoever is removed", async () => {
    const zoe = await opened();
    zoe.writes("one");
    await isSaved(zoe);
    server.removeMembers();
    await waitFor(() => expect(zoe.board.status.phase).toBe("refused"));
    zoe.writes("two");
    await zoe.board.flush();
    expect([...server.published]).toEqual(["one"]);
  });

  it("of a document that is too large are told, and end when it is smaller again", async () => {
    const rahim = await opened({ snapshotBytes: 10 });
    rahim.writes("abcdefghijkl");
    await waitFor(() => expect(rahim.board.status).toMatchObject({ full: true, saving: "unsaved" }));
    rahim.words.clear();
    rahim.writes("abc");
    await waitFor(() => expect(rahim.board.status).toMatchObject({ full: false, saving: "saved" }));
  });

  it("leave out what is no update", async () => {
    const rahim = await opened();
    await rahim.client.publish("board:c", { type: "board.updated", board: { name: "notes", update: "%" } } as never);
    await rahim.client.publish("board:c", { type: "board.updated", board: { name: "other", update: "eA==" } } as never);
    const aisha = await opened();
    aisha.writes("fine");
    await has(rahim, "fine");
  });
});

describe("the people of a topic", () => {
  it("are those who were there, came, and did not go", async () => {
    const rahim = await opened();
    const people = new TopicPeople(rahim.client, "board:c");
    await people.refresh();
    expect(people.userIds).toEqual(["uc1"]);
    const aisha = await opened();
    await waitFor(() => expect(people.userIds).toEqual(["uc1", "uc2"]));
    leave(aisha);
    await waitFor(() => expect(people.userIds).toEqual(["uc1"]));
    server.drop();
    await waitFor(() => expect(people.userIds).toEqual(["uc3"]));
    people.close();
  });
});

describe("coverage", () => {
  it("counts from the oldest change that is in no snapshot", () => {
    const coverage = new Coverage("me", KEPT);
    coverage.restarted(1, 100, true);
    coverage.see(101);
    expect(coverage.distance).toBe(0);
    coverage.seeChange({ offset: 102, by: "aisha", number: 1 });
    coverage.see(103);
    expect(coverage.distance).toBe(2);
    coverage.saved({ offset: 102, by: "aisha", number: 0 });
    expect(coverage.distance).toBe(0);
  });

  it("knows own changes by what came back before a save of somebody else", () => {
    const coverage = new Coverage("me", KEPT);
    coverage.make();
    coverage.make();
    coverage.seeChange({ offset: 1, by: "me", number: 1 });
    coverage.saved({ offset: 2, by: "aisha", number: 9 });
    expect(coverage.ownUnsaved).toBe(true);
    coverage.seeChange({ offset: 3, by: "me", number: 2 });
    coverage.saved({ offset: 3, by: "aisha", number: 9 });
    expect(coverage.ownUnsaved).toBe(false);
  });

  it("takes an editor's word for their own changes that came after", () => {
    const coverage = new Coverage("me", KEPT);
    coverage.seeChange({ offset: 1, by: "mina", number: 1 });
    coverage.seeChange({ offset: 2, by: "aisha", number: 7 });
    coverage.saved({ offset: 0, by: "aisha", number: 7 });
    expect(coverage.distance).toBe(2);
    coverage.saved({ offset: 1, by: "aisha", number: 7 });
    expect(coverage.othersUnsaved).toBe(false);
  });
});
