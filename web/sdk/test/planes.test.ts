import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaPlane, PlaneMedia, PlanePorts } from "../src/meeting/plane.js";
import { Planes } from "../src/meeting/planes.js";
import type { Participant, Signal } from "../src/types.js";

/** A plane whose media arrives when the test says so. */
class SomePlane implements MediaPlane {
  readonly received: Signal[] = [];
  readonly #remotes = new Map<string, PlaneMedia>();
  closed = false;

  constructor(
    readonly kind: "mesh" | "sfu",
    readonly ports: PlanePorts,
  ) {}

  get remotes(): readonly PlaneMedia[] {
    return [...this.#remotes.values()];
  }

  add({ participantId }: Participant): void {
    const stream = { plane: this.kind } as unknown as MediaStream;
    this.#remotes.set(participantId, { participantId, media: stream, screen: stream, connection: "connecting", arrived: false });
  }

  arrive(participantId: string): void {
    const remote = this.#remotes.get(participantId)!;
    this.#remotes.set(participantId, { ...remote, connection: "connected", arrived: true });
    this.ports.changed();
  }

  remove(participantId: string): void {
    this.#remotes.delete(participantId);
  }

  receive(signal: Signal): void {
    this.received.push(signal);
  }

  close(): void {
    this.closed = true;
  }

  sendLocal(): void {}
  networkChanged(): void {}
  refreshIceServers(): void {}
  prefer(): void {}
  simulateIceFailure(): void {}
  samples = () => Promise.resolve(new Map());
}

const person = (participantId: string) => ({ participantId }) as Participant;
const from = (sender: string) => ({ from: sender, to: "me", meetingId: "m", negotiationId: null }) as Signal;

describe("a meeting that moves to the media server", () => {
  let made: SomePlane[];
  let planes: Planes;
  const make = (kind: "mesh" | "sfu") => (ports: PlanePorts) => {
    const plane = new SomePlane(kind, ports);
    made.push(plane);
    return plane;
  };
  const seen = () => planes.remotes.map(({ participantId, media }) => `${participantId} over ${(media as unknown as SomePlane & { plane: string }).plane}`);

  beforeEach(() => {
    vi.useFakeTimers();
    made = [];
    planes = new Planes({ mesh: make("mesh"), sfu: make("sfu") }, { changed: () => {} } as PlanePorts);
    planes.switchTo("mesh");
    planes.add(person("aisha"));
    planes.add(person("mina"));
    made[0]!.arrive("aisha");
    made[0]!.arrive("mina");
  });

  afterEach(() => {
    planes.clear();
    vi.useRealTimers();
  });

  it("shows each of the others as before until they arrive over it", () => {
    planes.switchTo("sfu");
    expect(seen()).toEqual(["aisha over mesh", "mina over mesh"]);
    made[1]!.arrive("mina");
    expect(seen()).toEqual(["aisha over mesh", "mina over sfu"]);
    expect(made[0]!.closed).toBe(false);
  });

  it("leaves the mesh a while after everybody arrived, for those who are slower", () => {
    planes.switchTo("sfu");
    made[1]!.arrive("aisha");
    made[1]!.arrive("mina");
    expect(made[0]!.closed).toBe(false);
    vi.advanceTimersByTime(5_000);
    expect(made[0]!.closed).toBe(true);
    expect(seen()).toEqual(["aisha over sfu", "mina over sfu"]);
  });

  it("leaves the mesh in the end, even if somebody never arrives", () => {
    planes.switchTo("sfu");
    vi.advanceTimersByTime(60_000);
    expect(made[0]!.closed).toBe(true);
  });

  it("takes a newcomer over the media server alone", () => {
    planes.switchTo("sfu");
    planes.add(person("omar"));
    expect(made[0]!.remotes.map(({ participantId }) => participantId)).toEqual(["aisha", "mina"]);
    expect(seen()).toContain("omar over sfu");
  });

  it("keeps what the media server says before the move is announced", () => {
    planes.receive(from("subscriber"));
    planes.receive(from("aisha"));
    planes.switchTo("sfu");
    expect(made[1]!.received.map((signal) => signal.from)).toEqual(["subscriber"]);
    expect(made[0]!.received.map((signal) => signal.from)).toEqual(["aisha"]);
  });

  it("stays where it is when it is told twice, or of a plane that is unknown here", () => {
    planes.switchTo("mesh");
    expect(made).toHaveLength(1);
    const plain = new Planes({ mesh: make("mesh") }, { changed: () => {} } as PlanePorts);
    plain.switchTo("mesh");
    plain.switchTo("sfu");
    expect(plain.kind).toBe("mesh");
  });
});
