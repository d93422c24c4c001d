/** A SHA-256 that is fed part by part. */
export interface Digest {
  update(part: Uint8Array): unknown;
  digest(): string;
}

/** Loads the code for it, which few need, and begins. */
export async function newDigest(): Promise<Digest> {
  const { createSHA256 } = await import("hash-wasm");
  return (await createSHA256()).init();
}
