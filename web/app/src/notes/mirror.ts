/** Where somebody else is in the text. */
export interface Place {
  client: string;
  userId: string;
  start: number;
  end: number;
  head: number;
}

/** A run of the text behind the field, and what is marked there. */
export type Run = { kind: "text"; text: string; selectedBy: string | null } | { kind: "caret"; place: Place };

/** Cuts a text where the others' carets and selections are. */
export function runsOf(text: string, places: readonly Place[]): Run[] {
  const carets = places.map((place) => ({ ...place, head: Math.min(place.head, text.length) }));
  const cuts = [...new Set([0, text.length, ...carets.flatMap(({ start, end, head }) => [start, end, head])])]
    .filter((cut) => cut <= text.length)
    .sort((a, b) => a - b);
  return cuts.flatMap((cut, i): Run[] => {
    const here = carets.filter(({ head }) => head === cut).map((place): Run => ({ kind: "caret", place }));
    const next = cuts[i + 1];
    if (next === undefined) return here;
    const selectedBy = carets.find(({ start, end }) => start <= cut && end >= next && start < end)?.userId ?? null;
    return [...here, { kind: "text", text: text.slice(cut, next), selectedBy }];
  });
}
