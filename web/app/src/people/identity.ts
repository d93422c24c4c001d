const TONES = 8;

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0];
  if (!first) return "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return (letter(first) + (last ? letter(last) : "")).toUpperCase();
}

/** The same person has the same colour everywhere: 0 to 7. */
export function tone(id: string): number {
  let hash = 2166136261;
  for (const char of id) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16777619);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % TONES;
}

function letter(word: string): string {
  return [...word][0] ?? "";
}
