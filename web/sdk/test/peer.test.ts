import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_TIMINGS, type PeerTimings } from "../src/meeting/health.js";
import { Peer, type PeerPorts } from "../src/meeting/peer.js";
import type { OutgoingSignal } from "../src/meeting/outbox.js";
import type { Slot } from "../src/meeting/slots.js";
import type { Signal } from "../src/types.js";
import { camera, MediaStream, RTCPeerConnection, RTCVideoSink, stopCameras } from "./webrtc.js";
import { waitFor } from "./wait-for.js";

const TIMINGS: PeerTimings = { ...DEFAULT_TIMINGS, gatherMs: 8_000, connectMs: 25_000, restartCooldownMs: 200 };

/** Carries the signals between two peers, in order; `cut` drops them, `hold` keeps them back. */
class Wire {
  sent: Signal[] = [];
  cut: (signal: Signal) => boolean = () => false;
  #held: Signal[] | null = null;
  deliver: (signal: Signal) => void = () => {};

  send(signal: Signal): void {
    this.sent.push(signal);
    if (this.cut(signal)) return;
    if (this.#held) this.#held.push(signal);
    else setTimeout(() => this.deliver(structuredClone(signal)), 1);
  }

  hold(): void {
    this.#held = [];
  }

  resume(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const signal of held) setTimeout(() => this.deliver(structuredClone(signal)), 1);
  }
}

class Side {
  readonly wire = new Wire();
  readonly tracks = new Map<Slot, MediaStreamTrack>();
  readonly errors: unknown[] = [];
  readonly connections: RTCPeerConnection[] = [];
  readonly #streams = { media: new MediaStream(), screen: new MediaStream() };
  peer!: Peer;
  prepare: (connection: RTCPeerConnection) => void = () => {};

  constructor(
    readonly name: string,
    readonly roles: { offerer: boolean; polite: boolean },
  ) {}

  start(timings: Partial<PeerTimings> = {}): this {
    this.peer = new Peer(this.roles, this.#ports(), { ...TIMINGS, ...timings });
    return this;
  }

  get latest(): RTCPeerConnection {
    return this.connections.at(-1)!;
  }

  #ports(): PeerPorts {
    return {
      connect: () => {
        const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
        this.prepare(connection);
        this.connections.push(connection);
        return connection;
      },
      send: (signal: OutgoingSignal) =>
        this.wire.send({ meetingId: "m", from: this.name, to: "other", ...signal } as Signal),
      discard: () => {},
      local: (slot) => this.tracks.get(slot) ?? null,
      localStream: (slot) => (slot.startsWith("screen") ? this.#streams.screen : this.#streams.media),
      newStream: () => new MediaStream(),
      sending: () => {},
      receiving: () => {},
      changed: () => {},
      failed: (error) => this.errors.push(error),
    };
  }
}

const open: Side[] = [];

/** The newcomer offers and is impolite; the older one is polite: the roles that the server gives. */
function twoSides(): [Side, Side] {
  const newcomer = new Side("newcomer", { offerer: true, polite: false });
  const older = new Side("older", { offerer: false, polite: true });
  newcomer.wire.deliver = (signal) => older.peer.receive(signal);
  older.wire.deliver = (signal) => newcomer.peer.receive(signal);
  open.push(newcomer, older);
  return [newcomer, older];
}

/** A description may hold candidates already that were found before it was sent. */
function withoutCandidates(signal: Signal): Signal {
  const { type, sdp } = signal.description!;
  return { ...signal, description: { type, sdp: sdp!.replace(/^a=candidate:.*\r\n/gm, "") } };
}

async function connected(...sides: Side[]): Promise<void> {
  await waitFor(() => sides.forEach((side) => expect(side.peer.state).toBe("connected")), {
    timeout: 30_000,
    interval: 20,
  });
}

async function sees(track: MediaStreamTrack | undefined): Promise<void> {
  expect(track).toBeDefined();
  const sink = new RTCVideoSink(track!);
  let frames = 0;
  sink.onframe = () => frames++;
  await waitFor(() => expect(frames).toBeGreaterThan(2), { timeout: 10_000, interval: 20 });
  sink.stop();
}

afterEach(() => {
  open.splice(0).forEach((side) => side.peer.close());
  stopCameras();
});

describe("two peers", { timeout: 60_000 }, () => {
  it("see each other's camera after one offer of the newcomer", async () => {
    const [newcomer, older] = twoSides();
    newcomer.tracks.set("camera", camera());
    older.tracks.set("camera", camera());
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    await sees(newcomer.peer.media.getVideoTracks()[0]);
    await sees(older.peer.media.getVideoTracks()[0]);
    const offers = [...newcomer.wire.sent, ...older.wire.sent].filter((s) => s.description?.type === "offer");
    expect(offers.map((s) => s.from)).toEqual(["newcomer"]);
    expect([...newcomer.errors, ...older.errors]).toEqual([]);
  });

  it("turn camera and screen on later without another offer", async () => {
    const [newcomer, older] = twoSides();
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    const before = newcomer.wire.sent.length + older.wire.sent.length;
    older.tracks.set("screen", camera());
    newcomer.tracks.set("camera", camera());
    await Promise.all([older.peer.sendLocal(), newcomer.peer.sendLocal()]);
    await sees(newcomer.peer.screen.getVideoTracks()[0]);
    await sees(older.peer.media.getVideoTracks()[0]);
    const later = [...newcomer.wire.sent, ...older.wire.sent].slice(before);
    expect(later.filter((s) => s.description)).toEqual([]);
  });

  it("tie every candidate to its offer and tell the end of candidates", async () => {
    const [newcomer, older] = twoSides();
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    await waitFor(() => expect(newcomer.wire.sent.at(-1)).toMatchObject({ candidate: null }));
    await waitFor(() => expect(older.wire.sent.at(-1)).toMatchObject({ candidate: null }));
    const ids = new Set([...newcomer.wire.sent, ...older.wire.sent].map((s) => s.negotiationId));
    expect(ids.size).toBe(1);
  });

  it("connect when candidates arrive before their description", async () => {
    const [newcomer, older] = twoSides();
    const deliver = newcomer.wire.deliver;
    const descriptions: Signal[] = [];
    // so that it takes the candidates of the newcomer to connect
    older.wire.cut = (signal) => !signal.description;
    newcomer.wire.deliver = (signal) => (signal.description ? void descriptions.push(signal) : deliver(signal));
    older.start();
    newcomer.start();
    await waitFor(() => expect(newcomer.wire.sent.at(-1)).toMatchObject({ candidate: null }));
    newcomer.wire.deliver = deliver;
    descriptions.map(withoutCandidates).forEach(deliver);
    await connected(newcomer, older);
  });

  it("end up connected when both restart ICE at once", async () => {
    const [newcomer, older] = twoSides();
    older.tracks.set("camera", camera());
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    newcomer.wire.hold();
    older.wire.hold();
    newcomer.peer.networkChanged();
    older.peer.networkChanged();
    const offered = (side: Side) => side.wire.sent.filter((s) => s.description?.type === "offer").length;
    await waitFor(() => {
      expect(offered(newcomer)).toBe(2);
      expect(offered(older)).toBe(1);
    });
    newcomer.wire.resume();
    older.wire.resume();
    await waitFor(() => {
      expect(newcomer.latest.signalingState).toBe("stable");
      expect(older.latest.signalingState).toBe("stable");
      expect(newcomer.latest.iceConnectionState).toMatch(/connected|completed/);
    });
    await sees(newcomer.peer.media.getVideoTracks()[0]);
    // the impolite side insisted on its offer
    expect(newcomer.wire.sent.filter((s) => s.description?.type === "answer")).toEqual([]);
    expect(newcomer.connections.length + older.connections.length).toBe(2);
  });

  it("drop an answer to an offer that is not the latest", async () => {
    const [newcomer, older] = twoSides();
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    const answer = older.wire.sent.find((s) => s.description?.type === "answer")!;
    older.wire.hold();
    newcomer.peer.networkChanged();
    await waitFor(() => expect(newcomer.latest.signalingState).toBe("have-local-offer"));
    newcomer.peer.receive(answer);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(newcomer.latest.signalingState).toBe("have-local-offer");
    older.wire.resume();
    await waitFor(() => expect(newcomer.latest.signalingState).toBe("stable"));
    expect(newcomer.errors).toEqual([]);
  });

  it("offer again when an answer was lost", async () => {
    const [newcomer, older] = twoSides();
    let lost = 0;
    older.wire.cut = (signal) => signal.description?.type === "answer" && lost++ === 0;
    older.start();
    newcomer.start({ answerMs: 200 });
    await connected(newcomer, older);
    expect(lost).toBeGreaterThan(1);
    expect(newcomer.connections.length).toBe(1);
  });

  it("begin anew when the newcomer gathers nothing", async () => {
    const [newcomer, older] = twoSides();
    newcomer.tracks.set("camera", camera());
    newcomer.prepare = (connection) => {
      if (newcomer.connections.length > 0) return;
      // what a browser does that is stuck after a first glare: it never finds a candidate
      Object.defineProperty(connection, "onicecandidate", { set: () => {} });
    };
    newcomer.wire.cut = (signal) => newcomer.connections.length === 1 && signal.description !== undefined;
    older.start();
    newcomer.start({ gatherMs: 300 });
    await connected(newcomer, older);
    await sees(older.peer.media.getVideoTracks()[0]);
    expect(newcomer.connections.length).toBeGreaterThan(1);
  });

  it("begin anew together when the older one rebuilds its connection", async () => {
    const [newcomer, older] = twoSides();
    older.tracks.set("camera", camera());
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    const first = newcomer.peer.media;
    // the older one's browser lost the connection for good: a new peer of the same participant offers
    older.peer.close();
    const again = new Side("older", { offerer: true, polite: true });
    again.tracks.set("camera", camera());
    again.wire.deliver = (signal) => newcomer.peer.receive(signal);
    newcomer.wire.deliver = (signal) => again.peer.receive(signal);
    open.push(again);
    again.start();
    await connected(again);
    expect(newcomer.connections.length).toBe(2);
    expect(newcomer.peer.media).toBe(first);
    expect(newcomer.peer.media.getVideoTracks().length).toBe(1);
    await sees(newcomer.peer.media.getVideoTracks()[0]);
  });

  it("connect even when both make a first offer", async () => {
    const [newcomer] = twoSides();
    const older = new Side("older", { offerer: true, polite: true });
    newcomer.wire.deliver = (signal) => older.peer.receive(signal);
    older.wire.deliver = (signal) => newcomer.peer.receive(signal);
    open.pop();
    open.push(older);
    older.tracks.set("camera", camera());
    older.start();
    newcomer.start();
    await connected(newcomer, older);
    await sees(newcomer.peer.media.getVideoTracks()[0]);
  });
});
