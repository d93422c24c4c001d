import { describe, expect, it } from "vitest";
import { Drafts } from "../src/messages/drafts";
import { memoryStorage } from "./records";

describe("keeping drafts", () => {
  it("has what was typed after a reload, by channel", () => {
    const storage = memoryStorage();
    const drafts = new Drafts(storage, "rahim");
    drafts.set("c1", "half a sent");
    drafts.set("c2", "another");
    expect(new Drafts(storage, "rahim").get("c1")).toBe("half a sent");
    expect(new Drafts(storage, "rahim").get("c2")).toBe("another");
  });

  it("shows nobody the drafts of somebody else", () => {
    const storage = memoryStorage();
    new Drafts(storage, "rahim").set("c1", "private");
    expect(new Drafts(storage, "aisha").get("c1")).toBe("");
  });

  it("leaves nothing behind once all is sent or the person signed out", () => {
    const storage = memoryStorage();
    const drafts = new Drafts(storage, "rahim");
    drafts.set("c1", "text");
    drafts.set("c1", "  ");
    expect(storage.length).toBe(0);
    drafts.set("c1", "text");
    drafts.clear();
    expect(storage.length).toBe(0);
  });

  it("survives a value that is not its own", () => {
    const storage = memoryStorage();
    storage.setItem("worksync.drafts.rahim", "{broken");
    expect(new Drafts(storage, "rahim").get("c1")).toBe("");
  });
});
