import { afterEach, describe, expect, it } from "vitest";
import { codeOf } from "../src/meeting/e2ee/code.js";
import { frameKey, FrameKeys, FrameSealer, openFrame } from "../src/meeting/e2ee/frames.js";
import { newSenderKey } from "../src/meeting/e2ee/identity.js";
import { KeyExchange } from "../src/meeting/e2ee/key-exchange.js";
import { readKeyMessage, writeKeyMessage } from "../src/meeting/e2ee/key-message.js";
import { WORDS } from "../src/meeting/e2ee/words.js";
import { waitFor } from "./wait-for.js";

const PICTURE = { kind: "video", isKey: true } as const;
const SOUND = { kind: "audio", isKey: false } as const;

const bytes = (buffer: ArrayBuffer) => [...new Uint8Array(buffer)];
const frame = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251).buffer;

async function keyed(id: number): Promise<{ sealer: FrameSealer; keys: FrameKeys }> {
  const key = await frameKey(newSenderKey());
  const keys = new FrameKeys();
  keys.set(id, key);
  return { sealer: new FrameSealer(id, key), keys };
}

describe("an encrypted frame", () => {
  it.each([
    ["a picture", PICTURE, 1_200],
    ["a sound", SOUND, 90],
    ["a tiny one", SOUND, 1],
    ["an empty one", SOUND, 0],
  ])("is what it was once it is opened: %s", async (_name, kind, length) => {
    const { sealer, keys } = await keyed(7);
    const sealed = await sealer.seal(frame(length), kind);
    const opened = await openFrame(sealed, kind, keys);
    expect(bytes(opened as ArrayBuffer)).toEqual(bytes(frame(length)));
  });

  it("shows a media server the head, and nothing else", async () => {
    const { sealer } = await keyed(7);
    const sealed = bytes(await sealer.seal(frame(1_200), PICTURE));
    expect(sealed.slice(0, 10)).toEqual(bytes(frame(10)));
    expect(Buffer.from(sealed).includes(Buffer.from(bytes(frame(1_200)).slice(10, 26)))).toBe(false);
  });

  it("never looks the same twice", async () => {
    const { sealer } = await keyed(7);
    const [first, second] = [await sealer.seal(frame(100), SOUND), await sealer.seal(frame(100), SOUND)];
    expect(bytes(first)).not.toEqual(bytes(second));
  });

  it("is not opened when a single bit of it was changed, the head's included", async () => {
    const { sealer, keys } = await keyed(7);
    const sealed = await sealer.seal(frame(60), PICTURE);
    for (let at = 0; at < sealed.byteLength - 1; at++) {
      const changed = sealed.slice(0);
      new Uint8Array(changed)[at]! ^= 1;
      expect(await openFrame(changed, PICTURE, keys)).toBeNull();
    }
  });

  it("asks for a key that isn't there, and is nothing without encryption", async () => {
    const { sealer } = await keyed(7);
    const { keys } = await keyed(8);
    expect(await openFrame(await sealer.seal(frame(60), SOUND), SOUND, keys)).toBe("unknown-key");
    const plain = frame(60);
    new Uint8Array(plain)[59] = 8;
    expect(await openFrame(plain, SOUND, keys)).toBeNull();
    expect(await openFrame(frame(5), SOUND, keys)).toBeNull();
  });
});

/** People in a meeting, whose server hands on what they tell each other. */
class Meeting {
  readonly people = new Map<string, Person>();
  /** What the server sees. */
  readonly seen: string[] = [];
  lose: (from: string, to: string) => boolean = () => false;

  async join(name: string): Promise<Person> {
    const person = new Person(name);
    person.exchange = await KeyExchange.begin(name, "meeting-1", {
      send: async (to, message) => {
        this.seen.push(message);
        expect(message.length).toBeLessThanOrEqual(4_096);
        if (!this.lose(name, to)) setTimeout(() => this.people.get(to)?.exchange.receive(name, message), 1);
      },
      ownKey: (keyId, key) => person.own.push(`${keyId}:${hex(key)}`),
      otherKey: (from, keyId, key) => person.heard.push(`${from} ${keyId}:${hex(key)}`),
      changed: () => {},
      failed: (error) => person.errors.push(error),
    });
    for (const [other, { exchange }] of this.people) {
      person.exchange.add(other);
      exchange.add(name);
    }
    this.people.set(name, person);
    return person;
  }

  leave(name: string): void {
    this.people.get(name)?.exchange.close();
    this.people.delete(name);
    for (const { exchange } of this.people.values()) exchange.remove(name);
  }
}

class Person {
  exchange!: KeyExchange;
  readonly own: string[] = [];
  readonly heard: string[] = [];
  readonly errors: unknown[] = [];

  constructor(readonly name: string) {}

  get key(): string {
    return `${this.name} ${this.own.at(-1)}`;
  }
}

const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");
const meetings: Meeting[] = [];

function meeting(): Meeting {
  const made = new Meeting();
  meetings.push(made);
  return made;
}

/** Everybody has the key that each of the others uses now. */
async function allCanReadAll(...people: Person[]): Promise<void> {
  await waitFor(
    () => {
      for (const one of people) {
        expect(one.heard).toEqual(expect.arrayContaining(people.filter((other) => other !== one).map(({ key }) => key)));
      }
    },
    { timeout: 5_000 },
  );
}

afterEach(() => meetings.splice(0).forEach(({ people }) => people.forEach(({ exchange }) => exchange.close())));

describe("the keys of a meeting", () => {
  it("reach everybody in it, and the server sees none of them", async () => {
    const room = meeting();
    const people = [await room.join("rahim"), await room.join("aisha"), await room.join("mina")];
    await waitFor(() => people.forEach(({ own }) => expect(own.length).toBeGreaterThan(1)), { timeout: 5_000 });
    await allCanReadAll(...people);
    const told = room.seen.map((message) => Buffer.from(message, "base64url").toString());
    for (const { own } of people) {
      for (const key of own) expect(told.some((text) => text.includes(key.split(":")[1]!))).toBe(false);
    }
    expect(people.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it("are others for somebody who comes later", async () => {
    const room = meeting();
    const [rahim, aisha] = [await room.join("rahim"), await room.join("aisha")];
    await waitFor(() => expect(rahim.own.length).toBeGreaterThan(1), { timeout: 5_000 });
    await allCanReadAll(rahim, aisha);
    const before = [rahim.key, aisha.key];
    const mina = await room.join("mina");
    await waitFor(() => expect([rahim.key, aisha.key]).not.toEqual(before), { timeout: 5_000 });
    await allCanReadAll(rahim, aisha, mina);
    expect(mina.heard.filter((key) => before.includes(key))).toEqual([]);
  });

  it("are others once somebody is gone", async () => {
    const room = meeting();
    const [rahim, aisha, mina] = [await room.join("rahim"), await room.join("aisha"), await room.join("mina")];
    await waitFor(() => expect(mina.own.length).toBeGreaterThan(1), { timeout: 5_000 });
    await allCanReadAll(rahim, aisha, mina);
    const before = [rahim.key, aisha.key];
    room.leave("mina");
    await waitFor(() => [rahim.key, aisha.key].forEach((key) => expect(before).not.toContain(key)), { timeout: 5_000 });
    await allCanReadAll(rahim, aisha);
    expect(mina.heard).not.toEqual(expect.arrayContaining([rahim.key]));
  });

  it("are asked for again when they got lost", async () => {
    const room = meeting();
    const rahim = await room.join("rahim");
    room.lose = (from) => from === "rahim";
    const aisha = await room.join("aisha");
    await waitFor(() => expect(rahim.own.length).toBeGreaterThan(1), { timeout: 5_000 });
    expect(aisha.heard).toEqual([]);
    room.lose = () => false;
    aisha.exchange.missing("rahim");
    await allCanReadAll(aisha, rahim);
  });

  it("of somebody who makes them up are refused", async () => {
    const room = meeting();
    const [rahim, aisha] = [await room.join("rahim"), await room.join("aisha")];
    await allCanReadAll(rahim, aisha);
    const heard = rahim.heard.length;
    const identity = aisha.exchange.identities.get("aisha")!;
    const forged = writeKeyMessage({ identity, asks: false, key: { id: 9, wrapped: "A".repeat(80) } });
    rahim.exchange.receive("aisha", forged);
    rahim.exchange.receive("nobody", forged);
    rahim.exchange.receive("aisha", "%%%");
    await waitFor(() => expect(rahim.errors).toHaveLength(1));
    expect(rahim.heard.length).toBe(heard);
  });
});

describe("what is told of keys", () => {
  it("is understood when it is well-formed, and nothing else is", () => {
    const message = { identity: "abc", asks: true, key: { id: 3, wrapped: "def" } };
    expect(readKeyMessage(writeKeyMessage(message))).toEqual(message);
    const bad = ["", "%", Buffer.from("null").toString("base64url"), Buffer.from('{"identity":7}').toString("base64url")];
    expect(bad.map(readKeyMessage)).toEqual(bad.map(() => null));
  });
});

describe("the code to compare", () => {
  const all = new Map([
    ["p1", "identity-of-rahim"],
    ["p2", "identity-of-aisha"],
  ]);

  it("is the same for all who have the same keys of each other", async () => {
    const code = await codeOf(all);
    expect(code).toHaveLength(6);
    expect(await codeOf(new Map([...all].reverse()))).toEqual(code);
  });

  it("is another one when somebody stands in between", async () => {
    expect(await codeOf(new Map(all).set("p2", "identity-of-mallory"))).not.toEqual(await codeOf(all));
  });

  it("is made of 256 different words", () => {
    expect(new Set(WORDS).size).toBe(256);
  });
});
