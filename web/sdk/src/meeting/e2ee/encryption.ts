import { SLOTS, type Slot } from "../slots.js";
import { codeOf } from "./code.js";
import { KeyExchange } from "./key-exchange.js";
import type { FromWorker, ToWorker, TransformOptions } from "./worker-messages.js";

/** How a meeting is encrypted from participant to participant. */
export interface EncryptionState {
  /** Words that are the same for all exactly if nobody stands in between; `null` until all told their keys. */
  code: readonly string[] | null;
  /** Participants whose keys aren't known (yet): neither can see the other. */
  missing: readonly string[];
}

/** What {@link Encryption} needs of the meeting. */
export interface EncryptionPorts {
  /** Tells a participant something about keys. */
  send(to: string, message: string): Promise<unknown>;
  changed(state: EncryptionState): void;
  failed(error: unknown): void;
}

/** Whether this browser can encrypt what it sends from participant to participant. */
export function canEncrypt(): boolean {
  return typeof RTCRtpScriptTransform !== "undefined" && typeof Worker !== "undefined" && "subtle" in crypto;
}

/**
 * Encrypts what this participant sends so that only the others can open it, whatever way it takes; and shows nothing that
 * isn't encrypted so. A worker does it, so that a busy page doesn't hold up sound.
 */
export class Encryption {
  readonly #ports: EncryptionPorts;
  readonly #worker: Worker;
  readonly #exchange: Promise<KeyExchange>;
  readonly #senders = new WeakSet<RTCRtpSender>();
  readonly #receivers = new WeakMap<RTCRtpReceiver, string>();
  #codes = 0;
  #closed = false;

  constructor(self: string, meetingId: string, ports: EncryptionPorts) {
    this.#ports = ports;
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker.onerror = () => ports.failed(new Error("The encryption of the meeting does not work here"));
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#do((exchange) => exchange.missing(data.participantId));
    this.#exchange = KeyExchange.begin(self, meetingId, {
      send: (to, message) => ports.send(to, message),
      ownKey: (keyId, key) => this.#tell({ type: "own-key", keyId, key }),
      otherKey: (participantId, keyId, key) => this.#tell({ type: "key", participantId, keyId, key }),
      changed: () => this.#do((exchange) => this.#changed(exchange)),
      failed: (error) => ports.failed(error),
    });
    this.#do((exchange) => this.#changed(exchange));
  }

  /** Somebody is there. */
  add(participantId: string): void {
    this.#do((exchange) => exchange.add(participantId));
  }

  /** Somebody is there no longer. */
  remove(participantId: string): void {
    this.#do((exchange) => exchange.remove(participantId));
    this.#tell({ type: "forget", participantId });
  }

  /** Takes what a participant tells about keys. */
  receive(from: string, message: string): void {
    this.#do((exchange) => exchange.receive(from, message));
  }

  /** Has a sender send only encrypted. */
  sending(sender: RTCRtpSender, slot: Slot): void {
    if (this.#senders.has(sender)) return;
    this.#senders.add(sender);
    sender.transform = this.#transform({ side: "send", kind: kindOf(slot), participantId: "" });
  }

  /** Has a receiver give only what a participant encrypted. */
  receiving(receiver: RTCRtpReceiver, participantId: string, slot: Slot): void {
    if (this.#receivers.get(receiver) === participantId) return;
    this.#receivers.set(receiver, participantId);
    receiver.transform = this.#transform({ side: "receive", kind: kindOf(slot), participantId });
  }

  close(): void {
    this.#closed = true;
    this.#worker.terminate();
    void this.#exchange.then((exchange) => exchange.close());
  }

  #transform(options: TransformOptions): RTCRtpScriptTransform {
    return new RTCRtpScriptTransform(this.#worker, options);
  }

  #do(step: (exchange: KeyExchange) => void): void {
    this.#exchange
      .then((exchange) => {
        if (!this.#closed) step(exchange);
      })
      .catch((error: unknown) => this.#ports.failed(error));
  }

  #tell(message: ToWorker): void {
    if (!this.#closed) this.#worker.postMessage(message);
  }

  #changed({ identities }: KeyExchange): void {
    const missing = [...identities].filter(([, identity]) => identity === null).map(([id]) => id);
    const turn = ++this.#codes;
    this.#ports.changed({ code: null, missing });
    if (missing.length > 0) return;
    codeOf(identities as ReadonlyMap<string, string>)
      .then((code) => {
        if (!this.#closed && turn === this.#codes) this.#ports.changed({ code, missing });
      })
      .catch((error: unknown) => this.#ports.failed(error));
  }
}

function kindOf(slot: Slot): "audio" | "video" {
  return SLOTS.find((entry) => entry.slot === slot)!.kind;
}
