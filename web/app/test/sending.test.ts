import { WorkSyncError, type Message, type WorkSyncClient } from "@worksync/sdk";
import { describe, expect, it } from "vitest";
import { Outbox } from "../src/messages/outbox";
import { memoryStorage, message } from "./records";
import { waitFor } from "./wait-for";

interface Sent {
  text: string;
  clientId: string;
}

/** A server at the edge of the client: it answers each send as the test says. */
function server(answer: (draft: Sent) => Promise<Message>) {
  const sent: Sent[] = [];
  const client = {
    on: () => () => undefined,
    chat: {
      send: (_channelId: string, draft: Sent) => {
        sent.push(draft);
        return answer(draft);
      },
    },
  } as unknown as WorkSyncClient;
  return { client, sent };
}

const stored = (draft: Sent) => Promise.resolve(message({ ...draft, authorId: "rahim" }));
const refused = () => Promise.reject(new WorkSyncError({ status: 413, code: 413, title: "Too large" }));
const offline = () => Promise.reject(new WorkSyncError({ status: 0, code: 1, title: "No connection", temporary: true }));

describe("sending a message", () => {
  it("is waiting until the server has it, then handed over", async () => {
    const { client } = server(stored);
    const delivered: Message[] = [];
    const outbox = new Outbox(client, memoryStorage(), "rahim", (m) => delivered.push(m));
    outbox.send("c1", "hello");
    expect(outbox.state.get()["c1"]?.[0]?.state).toBe("sending");
    await waitFor(() => expect(delivered.map((m) => m.text)).toEqual(["hello"]));
    await waitFor(() => expect(outbox.state.get()["c1"]).toBeUndefined());
  });

  it("arrives in the order in which it was typed", async () => {
    const { client, sent } = server(async (draft) => {
      await new Promise((resolve) => setTimeout(resolve, draft.text === "one" ? 20 : 1));
      return stored(draft);
    });
    const outbox = new Outbox(client, memoryStorage(), "rahim", () => undefined);
    for (const text of ["one", "two", "three"]) outbox.send("c1", text);
    await waitFor(() => expect(outbox.state.get()).toEqual({}));
    expect(sent.map((draft) => draft.text)).toEqual(["one", "two", "three"]);
  });

  it("keeps a refused message with its reason, and does not hold up the next", async () => {
    const { client } = server((draft) => (draft.text === "huge" ? refused() : stored(draft)));
    const delivered: string[] = [];
    const outbox = new Outbox(client, memoryStorage(), "rahim", (m) => delivered.push(m.text));
    outbox.send("c1", "huge");
    outbox.send("c1", "small");
    await waitFor(() => expect(delivered).toEqual(["small"]));
    expect(outbox.state.get()["c1"]).toMatchObject([{ text: "huge", state: "failed", reason: "Too large" }]);
  });

  it("is sent again after a reload as the same message", async () => {
    const storage = memoryStorage();
    const failing = server(offline);
    const before = new Outbox(failing.client, storage, "rahim", () => undefined);
    before.send("c1", "hello");
    await waitFor(() => expect(before.state.get()["c1"]?.[0]?.state).toBe("failed"));

    const working = server(stored);
    const after = new Outbox(working.client, storage, "rahim", () => undefined);
    after.resume();
    await waitFor(() => expect(after.state.get()).toEqual({}));
    expect(working.sent).toEqual(failing.sent);
    expect(JSON.parse(storage.getItem("worksync.outbox.rahim") ?? "{}")).toEqual({});
  });

  it("waits for a click where the server said no", async () => {
    const storage = memoryStorage();
    const first = new Outbox(server(refused).client, storage, "rahim", () => undefined);
    first.send("c1", "hello");
    await waitFor(() => expect(first.state.get()["c1"]?.[0]?.state).toBe("failed"));
    const { client, sent } = server(stored);
    const outbox = new Outbox(client, storage, "rahim", () => undefined);
    outbox.resume();
    expect(sent).toEqual([]);
    outbox.retry("c1", outbox.state.get()["c1"]?.[0]?.clientId ?? "");
    await waitFor(() => expect(outbox.state.get()).toEqual({}));
  });
});
