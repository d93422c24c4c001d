import { fromBase64, toBase64 } from "../../base64.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
/** An uncompressed point of the curve. */
const PUBLIC_BYTES = 65;
const NONCE = 12;
const SENDER_KEY_BYTES = 32;

/**
 * The key pair of one participant in one meeting; it leaves the page as little as the meeting outlives it.
 *
 * Each two participants agree on a secret with it (ECDH, HKDF) that wraps the keys which they encrypt their media with.
 */
export class Identity {
  /** To be told to the others, in base64url. */
  readonly publicKey: string;
  readonly #privateKey: CryptoKey;

  private constructor(publicKey: string, privateKey: CryptoKey) {
    this.publicKey = publicKey;
    this.#privateKey = privateKey;
  }

  static async make(): Promise<Identity> {
    const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    return new Identity(toBase64Url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))), privateKey);
  }

  /** The secret with another participant; `context` is what both know of it. Rejects for what is no public key. */
  async secretWith(otherPublicKey: string, context: string): Promise<PairSecret> {
    const raw = fromBase64Url(otherPublicKey);
    if (raw.length !== PUBLIC_BYTES) throw new Error("Not a public key");
    const other = await crypto.subtle.importKey("raw", raw, CURVE, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, this.#privateKey, 256);
    const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    // both public keys are part of it, so that neither can be another's without being noticed
    const info = new TextEncoder().encode([context, ...[this.publicKey, otherPublicKey].sort()].join("\n"));
    const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
    const key = await crypto.subtle.deriveKey(params, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    return new PairSecret(key);
  }
}

/** What two participants share, to hand each other keys. */
export class PairSecret {
  readonly #key: CryptoKey;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** `from` and the key's id are bound to it. */
  async wrap(senderKey: Uint8Array, keyId: number, from: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE));
    const wrapped = await crypto.subtle.encrypt(bound(iv, keyId, from), this.#key, senderKey as Uint8Array<ArrayBuffer>);
    const out = new Uint8Array(NONCE + wrapped.byteLength);
    out.set(iv);
    out.set(new Uint8Array(wrapped), NONCE);
    return toBase64Url(out);
  }

  /** Rejects for what wasn't wrapped for this. */
  async unwrap(wrapped: string, keyId: number, from: string): Promise<Uint8Array> {
    const bytes = fromBase64Url(wrapped);
    const iv = bytes.subarray(0, NONCE);
    const key = new Uint8Array(await crypto.subtle.decrypt(bound(iv, keyId, from), this.#key, bytes.subarray(NONCE)));
    if (key.length !== SENDER_KEY_BYTES) throw new Error("Not a key");
    return key;
  }
}

/** A new key to encrypt one's own media with. */
export function newSenderKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SENDER_KEY_BYTES));
}

function bound(iv: Uint8Array, keyId: number, from: string): AesGcmParams {
  return { name: "AES-GCM", iv: iv as Uint8Array<ArrayBuffer>, additionalData: new TextEncoder().encode(`${from}\n${keyId}`) };
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Reads {@link toBase64Url}; throws for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64(text.replaceAll("-", "+").replaceAll("_", "/")));
}
