import { afterEach, expect, it, vi } from "vitest";
import { Emitter } from "../src/emitter.js";

class Bell extends Emitter<{ rung: [times: number] }> {
  ring(times: number): void {
    this.emit("rung", times);
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

it("calls listeners until they are taken off", () => {
  const bell = new Bell();
  const heard: number[] = [];
  const off = bell.on("rung", (times) => heard.push(times));
  bell.once("rung", (times) => heard.push(-times));
  bell.ring(1);
  bell.ring(2);
  off();
  bell.ring(3);
  expect(heard).toEqual([1, -1, 2]);
});

it("reaches every listener though one of them throws, and reports its error", () => {
  const reported: (() => void)[] = [];
  vi.spyOn(globalThis, "queueMicrotask").mockImplementation((report) => void reported.push(report));
  const bell = new Bell();
  const heard: number[] = [];
  bell.on("rung", () => {
    throw new Error("a listener's own");
  });
  bell.on("rung", (times) => heard.push(times));
  bell.ring(1);
  expect(heard).toEqual([1]);
  expect(reported).toHaveLength(1);
  expect(reported[0]).toThrow("a listener's own");
});
