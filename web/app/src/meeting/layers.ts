import type { LayerPreference } from "@worksync/sdk";
import type { TileProps } from "./Tile";

type Shown = Pick<TileProps, "participantId" | "kind" | "own" | "video">;

/** How good each picture has to be for the size that it is shown in. */
export function preferencesOf(large: readonly Shown[], small: readonly Shown[], expanded: boolean): LayerPreference[] {
  const beside = large.length > 0 || !expanded ? "low" : small.length <= 2 ? "high" : small.length <= 4 ? "medium" : "low";
  return [
    ...large.filter(({ own }) => !own).map((tile) => preference(tile, expanded || tile.kind === "screen" ? "high" : "low")),
    ...small.filter(({ own }) => !own).map((tile) => preference(tile, beside)),
  ];
}

function preference({ participantId, kind }: Shown, layer: LayerPreference["layer"]): LayerPreference {
  return { participantId, slot: kind, layer };
}
