import type { WorkSyncClient } from "@worksync/sdk";
import { showToast } from "../ui/toasts";

/** Tells whoever is in a meeting how ringing the others went. */
export function followRings(client: WorkSyncClient, inside: () => string | undefined, nameOf: (userId: string) => string): void {
  client.on("ring.answered", ({ userId, outcome }, topic) => {
    if (topic !== `meeting:${inside()}`) return;
    if (outcome === "declined") showToast("note", `${nameOf(userId)} declined`);
    if (outcome === "busy") showToast("note", `${nameOf(userId)} is in another meeting`);
    if (outcome === "missed") showToast("note", `${nameOf(userId)} did not answer`);
  });
}
