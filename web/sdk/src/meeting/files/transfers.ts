import { Emitter } from "../../emitter.js";
import { randomId } from "../../id.js";
import type { Participant, Signal } from "../../types.js";
import type { PeerTimings } from "../health.js";
import type { OutgoingSignal } from "../outbox.js";
import { FileLink } from "./file-link.js";
import { IncomingTransfer } from "./incoming.js";
import { OutgoingTransfer } from "./outgoing.js";
import type { Control } from "./protocol.js";
import type { Transfer, TransferLine } from "./transfer.js";

/** What {@link FileTransfers} emit. */
export interface FileListeners {
  /** Somebody offers a file: accept or decline it. */
  offer: [transfer: IncomingTransfer];
  /** A transfer came, went on or ended; all of them, the newest last. */
  changed: [transfers: readonly (IncomingTransfer | OutgoingTransfer)[]];
}

/** What {@link FileTransfers} need of the meeting. */
export interface FilePorts {
  connect(): RTCPeerConnection;
  sendSignal(to: string, signal: OutgoingSignal): Promise<unknown>;
  failed(error: unknown): void;
}

/** Transfers with one participant that are under way at a time; more offers are declined. */
const MAX_OPEN = 16;
/** Transfers that are remembered after their end. */
const MAX_ENDED = 32;
/** A connection without anything to do ends. */
const IDLE_MS = 30_000;
/** A participant who is gone so long doesn't come back. */
const GONE_MS = 60_000;

interface Other {
  participant: Participant;
  link: FileLink | null;
  line: TransferLine | null;
  idle: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Files from participant to participant, without a server in between.
 *
 * Each two have a connection for it while there is something to send, apart from their media. When it is lost another one
 * takes its place, and a transfer goes on where it was.
 */
export class FileTransfers extends Emitter<FileListeners> {
  readonly #ports: FilePorts;
  readonly #timings: PeerTimings;
  readonly #others = new Map<string, Other>();
  readonly #gone = new Map<string, ReturnType<typeof setTimeout>>();
  #all: (IncomingTransfer | OutgoingTransfer)[] = [];

  constructor(ports: FilePorts, timings: PeerTimings) {
    super();
    this.#ports = ports;
    this.#timings = timings;
  }

  /** Every transfer, the newest last. */
  get all(): readonly (IncomingTransfer | OutgoingTransfer)[] {
    return this.#all;
  }

  /** Offers a file to a participant. */
  send(participantId: string, file: File): OutgoingTransfer {
    const other = this.#others.get(participantId);
    if (!other) throw new Error("There is no such participant");
    if (this.#openWith(participantId).length >= MAX_OPEN) throw new Error("Too many files at once: wait for some to arrive");
    const transfer = new OutgoingTransfer(randomId(), file, participantId, () => this.#changed());
    this.#add(transfer);
    if (other.line) transfer.attach(other.line);
    else other.link ??= this.#connect(other, "here");
    return transfer;
  }

  /** Somebody is there. */
  join(participant: Participant): void {
    const { participantId } = participant;
    if (this.#others.has(participantId)) return;
    clearTimeout(this.#gone.get(participantId));
    this.#gone.delete(participantId);
    const other: Other = { participant, link: null, line: null, idle: undefined };
    this.#others.set(participantId, other);
    const waits = this.#openWith(participantId).some(({ direction }) => direction === "sending");
    if (waits) other.link = this.#connect(other, "here");
  }

  /** Somebody is there no longer; what is under way waits for a while. */
  leave(participantId: string): void {
    const other = this.#others.get(participantId);
    if (!other) return;
    this.#others.delete(participantId);
    this.#disconnect(other);
    if (this.#openWith(participantId).length === 0) return;
    const timer = setTimeout(() => {
      this.#gone.delete(participantId);
      this.#openWith(participantId).forEach((transfer) => transfer.fail("The other side left the meeting"));
    }, GONE_MS);
    this.#gone.set(participantId, timer);
  }

  /** Takes a signal about a connection for files. */
  receive(signal: Signal): void {
    const other = this.#others.get(signal.from);
    if (!other) return;
    // candidates and answers of a connection that ended begin none
    if (!other.link && signal.description?.type !== "offer") return;
    other.link ??= this.#connect(other, "there");
    other.link.receive(signal);
  }

  networkChanged(): void {
    for (const { link } of this.#others.values()) link?.networkChanged();
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    for (const { link } of this.#others.values()) link?.refreshIceServers(iceServers);
  }

  simulateIceFailure(): void {
    for (const { link } of this.#others.values()) link?.simulateIceFailure();
  }

  /** Ends the connections for now; what is under way goes on when the others are told of again. */
  suspend(): void {
    for (const participantId of [...this.#others.keys()]) this.leave(participantId);
  }

  /** The meeting is over. */
  close(): void {
    this.suspend();
    for (const timer of this.#gone.values()) clearTimeout(timer);
    this.#gone.clear();
    this.#all.forEach((transfer) => transfer.cancel());
    this.#all = [];
  }

  #connect(other: Other, begins: "here" | "there"): FileLink {
    const { participantId } = other.participant;
    const ports = {
      connect: () => this.#ports.connect(),
      sendSignal: (signal: OutgoingSignal) => this.#ports.sendSignal(participantId, signal),
      opened: (line: TransferLine) => this.#opened(other, line),
      lost: () => this.#lost(other),
      heard: (control: Control) => this.#heard(other, control),
      channel: (id: string, channel: RTCDataChannel) => this.#channel(participantId, id, channel),
      failed: (error: unknown) => this.#ports.failed(error),
    };
    return new FileLink(other.participant, begins, ports, this.#timings);
  }

  #disconnect(other: Other): void {
    clearTimeout(other.idle);
    const { link } = other;
    other.link = null;
    link?.close();
    this.#lost(other);
  }

  #opened(other: Other, line: TransferLine): void {
    other.line = line;
    this.#openWith(other.participant.participantId).forEach((transfer) => transfer.attach(line));
    this.#watchIdle(other);
  }

  #lost(other: Other): void {
    if (!other.line) return;
    other.line = null;
    this.#openWith(other.participant.participantId).forEach((transfer) => transfer.detach());
  }

  #heard(other: Other, control: Control): void {
    const { participantId } = other.participant;
    if (control.type === "offer") {
      this.#offered(other, control);
      return;
    }
    const { id } = control;
    this.#all.find((transfer) => transfer.file.id === id && transfer.participantId === participantId)?.hear(control);
  }

  #offered(other: Other, { file, paused }: Control & { type: "offer" }): void {
    const { participantId } = other.participant;
    const known = this.#all.find((transfer) => transfer.file.id === file.id);
    if (known) {
      if (known instanceof IncomingTransfer && known.participantId === participantId) {
        if (other.line) known.attach(other.line);
        known.offeredAgain(paused);
      }
      return;
    }
    if (this.#openWith(participantId).length >= MAX_OPEN) {
      other.line?.tell({ type: "decline", id: file.id });
      return;
    }
    const transfer = new IncomingTransfer(file, participantId, () => this.#changed());
    this.#add(transfer);
    if (other.line) transfer.attach(other.line);
    this.emit("offer", transfer);
  }

  #channel(participantId: string, id: string, channel: RTCDataChannel): void {
    const transfer = this.#all.find((known) => known.file.id === id && known.participantId === participantId);
    if (transfer instanceof IncomingTransfer) transfer.take(channel);
    else channel.close();
  }

  #openWith(participantId: string): Transfer[] {
    return this.#all.filter((transfer) => transfer.participantId === participantId && !transfer.isOver);
  }

  #add(transfer: IncomingTransfer | OutgoingTransfer): void {
    this.#all.push(transfer);
    const ended = this.#all.filter(({ isOver }) => isOver);
    const forgotten = new Set(ended.slice(0, Math.max(0, ended.length - MAX_ENDED)));
    this.#all = this.#all.filter((known) => !forgotten.has(known));
    this.#changed();
  }

  #changed(): void {
    for (const other of this.#others.values()) this.#watchIdle(other);
    this.emit("changed", this.#all);
  }

  #watchIdle(other: Other): void {
    const busy = this.#openWith(other.participant.participantId).length > 0;
    if (busy || !other.link) {
      clearTimeout(other.idle);
      other.idle = undefined;
    } else {
      other.idle ??= setTimeout(() => this.#disconnect(other), IDLE_MS);
    }
  }
}
