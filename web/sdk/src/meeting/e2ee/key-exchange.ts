import { Identity, newSenderKey, type PairSecret } from "./identity.js";
import { readKeyMessage, writeKeyMessage, type KeyMessage } from "./key-message.js";

/** What a {@link KeyExchange} needs of its surroundings. */
export interface KeyExchangePorts {
  /** Tells a participant. */
  send(to: string, message: string): Promise<unknown>;
  /** Encrypt with this from now on. */
  ownKey(keyId: number, key: Uint8Array): void;
  /** Somebody encrypts with this. */
  otherKey(participantId: string, keyId: number, key: Uint8Array): void;
  /** The identities changed. */
  changed(): void;
  failed(error: unknown): void;
}

/** Several who come or go at once are followed by one new key. */
const ROTATE_AFTER_MS = 150;
/** Others get a new key so long before it is used. */
const USE_AFTER_MS = 250;

interface Other {
  identity: string | null;
  secret: PairSecret | null;
  /** Messages are taken one after the other. */
  inbox: Promise<void>;
}

/**
 * Agrees with each of the other participants on the keys that media is encrypted with.
 *
 * Everybody encrypts with a key of their own. Whenever somebody comes or goes there is a new one, so that nobody can read
 * what was sent before they came or after they went.
 */
export class KeyExchange {
  readonly #self: string;
  readonly #meetingId: string;
  readonly #identity: Identity;
  readonly #ports: KeyExchangePorts;
  readonly #others = new Map<string, Other>();
  #keyId = -1;
  #key: Uint8Array = newSenderKey();
  #rotating: ReturnType<typeof setTimeout> | undefined;
  #using: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(self: string, meetingId: string, identity: Identity, ports: KeyExchangePorts) {
    this.#self = self;
    this.#meetingId = meetingId;
    this.#identity = identity;
    this.#ports = ports;
  }

  /** Begins, with a new identity. */
  static async begin(self: string, meetingId: string, ports: KeyExchangePorts): Promise<KeyExchange> {
    const exchange = new KeyExchange(self, meetingId, await Identity.make(), ports);
    exchange.#newKey();
    ports.ownKey(exchange.#keyId, exchange.#key);
    return exchange;
  }

  /** The public keys of all by their participants; `null` of those who haven't told theirs. */
  get identities(): ReadonlyMap<string, string | null> {
    const others = [...this.#others].map(([id, { identity }]) => [id, identity] as const);
    return new Map([[this.#self, this.#identity.publicKey], ...others]);
  }

  /** Somebody is there. */
  add(participantId: string): void {
    if (this.#others.has(participantId)) return;
    this.#others.set(participantId, { identity: null, secret: null, inbox: Promise.resolve() });
    this.#tell(participantId, { identity: this.#identity.publicKey, asks: true, key: null });
    this.#ports.changed();
  }

  /** Somebody is there no longer. */
  remove(participantId: string): void {
    if (!this.#others.delete(participantId)) return;
    this.#rotateSoon();
    this.#ports.changed();
  }

  /** Takes a message of a participant. */
  receive(from: string, text: string): void {
    const message = readKeyMessage(text);
    // of somebody whose arrival wasn't told yet: they are asked when it is
    const other = this.#others.get(from);
    if (!message || !other) return;
    other.inbox = other.inbox
      .then(() => this.#take(from, other, message))
      .catch((error: unknown) => this.#ports.failed(error));
  }

  /** Frames of somebody arrive whose key isn't there: asks for it. */
  missing(participantId: string): void {
    if (this.#others.has(participantId)) this.#tell(participantId, { identity: this.#identity.publicKey, asks: true, key: null });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#rotating);
    clearTimeout(this.#using);
    this.#others.clear();
  }

  async #take(from: string, other: Other, { identity, asks, key }: KeyMessage): Promise<void> {
    if (this.#closed) return;
    if (other.identity !== identity || !other.secret) {
      other.secret = await this.#identity.secretWith(identity, `worksync e2ee 1\n${this.#meetingId}`);
      other.identity = identity;
      this.#ports.changed();
      // whoever comes gets a key that nothing before was encrypted with
      this.#rotateSoon();
    }
    if (key) this.#ports.otherKey(from, key.id, await other.secret.unwrap(key.wrapped, key.id, from));
    if (asks) await this.#hand(from, other);
  }

  /** Hands the key over, unless there will be a new one in a moment. */
  async #hand(to: string, { secret }: Other): Promise<void> {
    const isOutdated = this.#rotating !== undefined;
    const key = secret && !isOutdated ? { id: this.#keyId, wrapped: await this.#wrapFor(secret) } : null;
    this.#tell(to, { identity: this.#identity.publicKey, asks: false, key });
  }

  #wrapFor(secret: PairSecret): Promise<string> {
    return secret.wrap(this.#key, this.#keyId, this.#self);
  }

  #rotateSoon(): void {
    this.#rotating ??= setTimeout(() => {
      this.#rotating = undefined;
      this.#rotate().catch((error: unknown) => this.#ports.failed(error));
    }, ROTATE_AFTER_MS);
  }

  /** Everybody gets the new key before it is used. */
  async #rotate(): Promise<void> {
    this.#newKey();
    const [keyId, key] = [this.#keyId, this.#key];
    await Promise.all([...this.#others].map(([id, other]) => (other.secret ? this.#hand(id, other) : undefined)));
    if (this.#closed || keyId !== this.#keyId) return;
    clearTimeout(this.#using);
    this.#using = setTimeout(() => this.#ports.ownKey(keyId, key), USE_AFTER_MS);
  }

  #newKey(): void {
    this.#keyId = (this.#keyId + 1) % 256;
    this.#key = newSenderKey();
  }

  #tell(to: string, message: KeyMessage): void {
    this.#ports.send(to, writeKeyMessage(message)).catch((error: unknown) => this.#ports.failed(error));
  }
}
