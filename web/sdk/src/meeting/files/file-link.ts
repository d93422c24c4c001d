import type { Participant, Signal } from "../../types.js";
import type { PeerTimings } from "../health.js";
import { SignalOutbox, type OutgoingSignal } from "../outbox.js";
import { PeerLink } from "../peer-link.js";
import { readControl, type Control } from "./protocol.js";
import type { TransferLine } from "./transfer.js";

/** What a {@link FileLink} needs of its surroundings. */
export interface FileLinkPorts {
  connect(): RTCPeerConnection;
  sendSignal(signal: OutgoingSignal): Promise<unknown>;
  opened(line: TransferLine): void;
  /** The connection is lost; another one may follow. */
  lost(): void;
  heard(control: Control): void;
  /** The sender of a file opened the channel for its bytes. */
  channel(id: string, channel: RTCDataChannel): void;
  failed(error: unknown): void;
}

const CONTROL = "control";
/** Browsers that don't say take at least this. */
const LEAST_MESSAGE = 64 * 1024;

/** The connection for files to one participant: a channel to agree on, and one for each file under way. */
export class FileLink {
  readonly #ports: FileLinkPorts;
  readonly #outbox: SignalOutbox;
  readonly #link: PeerLink;
  #control: RTCDataChannel | null = null;

  /** `begins`: whether this side opens it, or takes part in one that the other side opens. */
  constructor(other: Participant, begins: "here" | "there", ports: FileLinkPorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#outbox = new SignalOutbox((signal) => ports.sendSignal({ connection: "files", ...signal }), ports.failed);
    const roles = { offerer: begins === "here", polite: !other.polite };
    this.#link = new PeerLink(
      roles,
      {
        connect: () => ports.connect(),
        send: (signal) => this.#outbox.push(signal),
        discard: () => this.#outbox.clear(),
        opened: (connection) => {
          connection.ondatachannel = ({ channel }) => this.#take(connection, channel);
        },
        fill: (connection) => this.#take(connection, connection.createDataChannel(CONTROL)),
        beforeAnswer: () => Promise.resolve(),
        disposed: (connection) => this.#disposed(connection),
        changed: () => {},
        failed: (error) => ports.failed(error),
      },
      timings,
    );
    this.#link.start();
  }

  receive(signal: Signal): void {
    this.#link.receive(signal);
  }

  networkChanged(): void {
    this.#link.networkChanged();
  }

  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#link.refreshIceServers(iceServers);
  }

  simulateIceFailure(): void {
    this.#link.simulateIceFailure();
  }

  close(): void {
    this.#outbox.close();
    this.#link.close();
  }

  #take(connection: RTCPeerConnection, channel: RTCDataChannel): void {
    if (channel.label !== CONTROL) {
      this.#ports.channel(channel.label, channel);
      return;
    }
    this.#control = channel;
    const open = () => {
      if (this.#control === channel) this.#ports.opened(this.#lineOf(connection, channel));
    };
    channel.onmessage = ({ data }) => {
      const control = readControl(data);
      if (control && this.#control === channel) this.#ports.heard(control);
    };
    if (channel.readyState === "open") open();
    else channel.onopen = open;
  }

  #lineOf(connection: RTCPeerConnection, control: RTCDataChannel): TransferLine {
    return {
      tell: (message) => {
        if (control.readyState === "open") control.send(JSON.stringify(message));
      },
      open: (id) => connection.createDataChannel(id),
      maxMessageSize: connection.sctp?.maxMessageSize || LEAST_MESSAGE,
    };
  }

  #disposed(connection: RTCPeerConnection): void {
    connection.ondatachannel = null;
    if (!this.#control) return;
    this.#control.onmessage = this.#control.onopen = null;
    this.#control = null;
    this.#ports.lost();
  }
}
