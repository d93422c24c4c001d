import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { readControl, safeName } from "../src/meeting/files/protocol.js";
import type { FileSink } from "../src/meeting/files/sinks.js";
import type { IncomingTransfer } from "../src/meeting/files/incoming.js";
import { FileTransfers } from "../src/meeting/files/transfers.js";
import { DEFAULT_TIMINGS } from "../src/meeting/health.js";
import type { OutgoingSignal } from "../src/meeting/outbox.js";
import type { Participant, Signal } from "../src/types.js";
import { RTCPeerConnection } from "./webrtc.js";
import { waitFor } from "./wait-for.js";

const MIB = 1024 * 1024;

class Side {
  readonly errors: unknown[] = [];
  readonly offers: IncomingTransfer[] = [];
  readonly connections: RTCPeerConnection[] = [];
  readonly files: FileTransfers;
  other!: Side;

  constructor(
    readonly name: string,
    readonly polite: boolean,
  ) {
    this.files = new FileTransfers(
      {
        connect: () => {
          const connection = new RTCPeerConnection();
          this.connections.push(connection);
          return connection;
        },
        sendSignal: async (to, signal: OutgoingSignal) => {
          expect(signal.connection).toBe("files");
          const delivered = structuredClone({ meetingId: "m", from: this.name, to, ...signal }) as Signal;
          setTimeout(() => this.other.files.receive(delivered), 1);
        },
        failed: (error) => this.errors.push(error),
      },
      { ...DEFAULT_TIMINGS, gatherMs: 8_000, connectMs: 25_000 },
    );
    this.files.on("offer", (transfer) => this.offers.push(transfer));
  }

  get asParticipant(): Participant {
    return { participantId: this.name, polite: this.polite } as Participant;
  }
}

/** Keeps what is written, as slowly as one likes. */
class Memory implements FileSink {
  readonly hash = createHash("sha256");
  written = 0;
  closed = false;
  aborted = false;
  hold: Promise<void> | null = null;

  async write(part: Uint8Array): Promise<void> {
    await this.hold;
    this.hash.update(part);
    this.written += part.length;
  }

  async close(): Promise<null> {
    this.closed = true;
    return null;
  }

  async abort(): Promise<void> {
    this.aborted = true;
  }
}

const open: Side[] = [];

function rahimAndAisha(): [Side, Side] {
  const rahim = new Side("rahim", false);
  const aisha = new Side("aisha", true);
  rahim.other = aisha;
  aisha.other = rahim;
  rahim.files.join(aisha.asParticipant);
  aisha.files.join(rahim.asParticipant);
  open.push(rahim, aisha);
  return [rahim, aisha];
}

/** Bytes that are different everywhere. */
function fileOf(size: number, name = "plan.pdf"): File {
  const bytes = new Uint8Array(size);
  for (let at = 0, x = 7; at < size; at++) {
    x = (x * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[at] = x >> 16;
  }
  return new File([bytes], name, { type: "application/pdf" });
}

async function sha256(file: File): Promise<string> {
  return createHash("sha256").update(new Uint8Array(await file.arrayBuffer())).digest("hex");
}

async function offered(side: Side): Promise<IncomingTransfer> {
  return waitFor(
    () => {
      expect(side.offers).toHaveLength(1);
      return side.offers[0]!;
    },
    { timeout: 20_000 },
  );
}

afterEach(() => {
  open.splice(0).forEach(({ files }) => files.close());
});

describe("a file to a participant", { timeout: 60_000 }, () => {
  it("arrives whole after it was accepted, and not a byte before", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const file = fileOf(5 * MIB + 3);
    const sent = rahim.files.send("aisha", file);
    const received = await offered(aisha);
    expect(received.file).toMatchObject({ name: "plan.pdf", size: file.size, mediaType: "application/pdf" });
    expect([sent.state, received.state, received.transferred]).toEqual(["offered", "offered", 0]);
    const sink = new Memory();
    await received.accept(sink);
    await waitFor(() => expect([sent.state, received.state]).toEqual(["done", "done"]), { timeout: 20_000 });
    expect(sink.hash.digest("hex")).toBe(await sha256(file));
    expect(sink.closed).toBe(true);
    expect([...rahim.errors, ...aisha.errors]).toEqual([]);
  });

  it("with nothing in it arrives as well", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(0));
    await (await offered(aisha)).accept(new Memory());
    await waitFor(() => expect(sent.state).toBe("done"), { timeout: 20_000 });
  });

  it("that is declined is not sent", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(MIB));
    (await offered(aisha)).decline();
    await waitFor(() => expect(sent.state).toBe("declined"));
    expect(sent.transferred).toBe(0);
  });

  it("goes on where it was when the connection broke", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const file = fileOf(24 * MIB);
    const sent = rahim.files.send("aisha", file);
    const received = await offered(aisha);
    const sink = new Memory();
    await received.accept(sink);
    await waitFor(() => expect(sink.written).toBeGreaterThan(2 * MIB), { timeout: 20_000, interval: 1 });
    rahim.files.simulateIceFailure();
    expect(sent.state).toBe("interrupted");
    await waitFor(() => expect([sent.state, received.state]).toEqual(["done", "done"]), { timeout: 40_000 });
    expect(rahim.connections.length).toBeGreaterThan(1);
    expect(sink.written).toBe(file.size);
    expect(sink.hash.digest("hex")).toBe(await sha256(file));
  });

  it("goes on when the sender was away for a while", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const file = fileOf(24 * MIB);
    const sent = rahim.files.send("aisha", file);
    const received = await offered(aisha);
    const sink = new Memory();
    await received.accept(sink);
    await waitFor(() => expect(sink.written).toBeGreaterThan(MIB), { timeout: 20_000, interval: 1 });
    rahim.files.suspend();
    aisha.files.leave("rahim");
    expect([sent.state, received.state]).toEqual(["interrupted", "interrupted"]);
    aisha.files.join(rahim.asParticipant);
    rahim.files.join(aisha.asParticipant);
    await waitFor(() => expect([sent.state, received.state]).toEqual(["done", "done"]), { timeout: 40_000 });
    expect(sink.hash.digest("hex")).toBe(await sha256(file));
  });

  it("waits while either side has it wait", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(8 * MIB));
    const received = await offered(aisha);
    received.pause();
    await received.accept(new Memory());
    await waitFor(() => expect([sent.state, received.state]).toEqual(["paused", "paused"]));
    sent.pause();
    received.resume();
    await waitFor(() => expect([sent.state, received.state]).toEqual(["paused", "paused"]));
    expect(sent.transferred).toBe(0);
    sent.resume();
    await waitFor(() => expect(sent.state).toBe("done"), { timeout: 20_000 });
  });

  it("never fills the memory of a receiver whose disk is slow", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(40 * MIB));
    const received = await offered(aisha);
    const sink = new Memory();
    let go = () => {};
    sink.hold = new Promise<void>((resolve) => (go = resolve));
    let arrived = 0;
    let most = 0;
    listenTo(received, (part) => {
      arrived += part.byteLength;
      most = Math.max(most, arrived - sink.written);
    });
    await received.accept(sink);
    await waitFor(() => expect(arrived).toBeGreaterThan(12 * MIB), { timeout: 20_000 });
    go();
    await waitFor(() => expect(sent.state).toBe("done"), { timeout: 30_000 });
    expect(most).toBeLessThanOrEqual(16.25 * MIB);
  });

  it("that the other one throws away ends on both sides", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(8 * MIB));
    const received = await offered(aisha);
    const sink = new Memory();
    sent.pause();
    await received.accept(sink);
    received.cancel();
    await waitFor(() => expect([sent.state, received.state]).toEqual(["cancelled", "cancelled"]));
    await waitFor(() => expect(sink.aborted).toBe(true));
  });

  it("that changed on the way is not taken for whole", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const sent = rahim.files.send("aisha", fileOf(MIB));
    const received = await offered(aisha);
    const sink = new Memory();
    listenTo(received, (part) => (new Uint8Array(part)[0]! ^= 1));
    await received.accept(sink);
    await waitFor(() => expect([sent.state, received.state]).toEqual(["failed", "failed"]), { timeout: 20_000 });
    expect(received.problem).toMatch(/not arrive as it was sent/);
    await waitFor(() => expect(sink.aborted).toBe(true));
  });

  it("both at once take one connection each way through", async () => {
    const [rahim, aisha] = rahimAndAisha();
    const his = rahim.files.send("aisha", fileOf(MIB, "his.txt"));
    const hers = aisha.files.send("rahim", fileOf(MIB, "hers.txt"));
    await (await offered(aisha)).accept(new Memory());
    await (await offered(rahim)).accept(new Memory());
    await waitFor(() => expect([his.state, hers.state]).toEqual(["done", "done"]), { timeout: 30_000 });
  });

  it("is refused when there are too many already", () => {
    const [rahim] = rahimAndAisha();
    for (let n = 0; n < 16; n++) rahim.files.send("aisha", fileOf(1));
    expect(() => rahim.files.send("aisha", fileOf(1))).toThrow(/Too many/);
    expect(() => rahim.files.send("nobody", fileOf(1))).toThrow(/no such participant/);
  });
});

describe("what the other side says of files", () => {
  const id = "0123456789abcdef0123456789abcdef";

  it("is understood when it is well-formed, and nothing else is", () => {
    const bad = [
      "",
      "no",
      "null",
      "[]",
      "7",
      '{"type":"offer"}',
      '{"type":"offer","file":{"id":"x","name":"a","size":1}}',
      `{"type":"offer","file":{"id":"${id}","name":"a","size":-1}}`,
      `{"type":"offer","file":{"id":"${id}","name":"a","size":1e300}}`,
      `{"type":"ack","id":"${id}","position":"1"}`,
      `{"type":"explode","id":"${id}"}`,
      `{"type":"cancel","id":"${"0".repeat(5_000)}"}`,
      new ArrayBuffer(8),
    ];
    expect(bad.map(readControl)).toEqual(bad.map(() => null));
    expect(readControl(`{"type":"ack","id":"${id}","position":9}`)).toEqual({ type: "ack", id, position: 9 });
  });

  it("can't name a file outside of where it is saved", () => {
    expect(safeName("../../etc/passwd")).toBe("passwd");
    expect(safeName("C:\\Windows\\a.exe")).toBe("a.exe");
    expect(safeName("..")).toBe("file");
    expect(safeName("\u202Efdp.exe\u0000")).toBe("fdp.exe");
    expect(safeName("x".repeat(1_000))).toHaveLength(255);
  });
});

/** Has a part of what arrives looked at before the receiver takes it. */
function listenTo(transfer: IncomingTransfer, listener: (part: ArrayBuffer) => void): void {
  const take = transfer.take.bind(transfer);
  transfer.take = (channel) => {
    take(channel);
    const { onmessage } = channel;
    channel.onmessage = (event) => {
      if (event.data instanceof ArrayBuffer) listener(event.data);
      onmessage!.call(channel, event);
    };
  };
}
