import { WORDS } from "./words.js";

const WORD_COUNT = 6;
/** Trying keys until a code looks right has to be dear. */
const ITERATIONS = 200_000;

/**
 * Words that are the same for everybody in a meeting exactly if all have the same keys of each other: nobody stands in
 * between. To be compared by voice.
 */
export async function codeOf(identities: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const all = [...identities].map(([participantId, identity]) => `${participantId} ${identity}`).sort();
  const text = new TextEncoder().encode(all.join("\n"));
  const material = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const salt = new TextEncoder().encode("worksync meeting code 1");
  const params = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(params, material, WORD_COUNT * 8));
  return Array.from(bits, (byte) => WORDS[byte]!);
}
