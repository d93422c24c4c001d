import { describe, expect, it } from "vitest";
import { toWorkSyncError, WorkSyncError } from "../src/errors.js";

describe("an error of a call", () => {
  it("has the status of the answer", () => {
    const error = toWorkSyncError({ code: 403, message: "You are not a member of this channel" });
    expect(error).toBeInstanceOf(WorkSyncError);
    expect(error).toMatchObject({ status: 403, title: "Not allowed", temporary: false });
    expect(error.message).toBe("You are not a member of this channel");
  });

  it.each([
    [429, true],
    [503, true],
    [400, false],
    [404, false],
    [409, false],
    [500, false],
  ])("with status %i is temporary: %s", (code, temporary) => {
    expect(toWorkSyncError({ code, message: "" }).temporary).toBe(temporary);
  });

  it.each([
    [102, 404],
    [103, 403],
    [107, 400],
    [109, 401],
    [111, 429],
  ])("maps the protocol's code %i to status %i", (code, status) => {
    expect(toWorkSyncError({ code, message: "x" })).toMatchObject({ code, status });
  });

  it("is temporary when the server says so", () => {
    expect(toWorkSyncError({ code: 100, message: "internal", temporary: true }).temporary).toBe(true);
  });

  it.each([1, 2, 3, 11])("without an answer (client code %i) has status 0 and is temporary", (code) => {
    expect(toWorkSyncError({ code, message: "timeout" })).toMatchObject({ status: 0, temporary: true });
  });

  it("keeps what was no protocol error", () => {
    expect(toWorkSyncError(new TypeError("broken"))).toMatchObject({ detail: "broken", temporary: false });
  });
});
