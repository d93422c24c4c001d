import type { Signal } from "../types.js";
import { DEFAULT_TIMINGS, PeerHealth, type PeerTimings } from "./health.js";
import { Negotiation } from "./negotiation.js";
import type { OutgoingSignal } from "./outbox.js";
import type { PeerConnectionState } from "./types.js";

/** The roles towards one peer, given by the server. */
export interface PeerRoles {
  /** Whether this side makes the first offer. */
  offerer: boolean;
  /** Whether this side gives way when both offer at once. */
  polite: boolean;
}

/** What a {@link PeerLink} needs of its surroundings. */
export interface PeerLinkPorts {
  /** A new connection with the ICE servers as of now. */
  connect(): RTCPeerConnection;
  /** Sends to the peer, in order, at least once. */
  send(signal: OutgoingSignal): void;
  /** Forgets what waits to be sent: it belonged to a connection that is no more. */
  discard(): void;
  /** A connection begins, in the place of the one before. */
  opened(connection: RTCPeerConnection): void;
  /** Puts into a connection what this side is going to offer. */
  fill(connection: RTCPeerConnection): void;
  /** Puts into a connection what this side answers with. */
  beforeAnswer(): Promise<void>;
  /** A connection ends. */
  disposed(connection: RTCPeerConnection): void;
  /** The state changed. */
  changed(): void;
  failed(error: unknown): void;
}

/**
 * A connection to one peer that is negotiated, watched over and, where it can't be mended, replaced; whatever it carries.
 *
 * One side makes the first offer, since two first offers at once leave some browsers without candidates for ever.
 */
export class PeerLink {
  readonly #roles: PeerRoles;
  readonly #ports: PeerLinkPorts;
  readonly #health: PeerHealth;
  #connection!: RTCPeerConnection;
  #negotiation!: Negotiation;
  #inbox: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(roles: PeerRoles, ports: PeerLinkPorts, timings: PeerTimings = DEFAULT_TIMINGS) {
    this.#roles = roles;
    this.#ports = ports;
    this.#health = new PeerHealth(roles.offerer, timings, {
      restartIce: () => this.#connection.restartIce(),
      rebuild: () => this.#rebuild(),
      offerAgain: () => this.#offerAgain(),
      changed: () => ports.changed(),
    });
  }

  /** Opens the first connection; before it nothing else may be called. */
  start(): void {
    this.#open();
    if (this.#roles.offerer) this.#ports.fill(this.#connection);
  }

  get state(): PeerConnectionState {
    return this.#health.state;
  }

  /** The connection of the moment. */
  get connection(): RTCPeerConnection {
    return this.#connection;
  }

  /** Takes a signal of the other side, in the order of their arrival. */
  receive(signal: Signal): void {
    this.#inbox = this.#inbox.then(() => this.#handle(signal)).catch((error: unknown) => this.#failed(error));
  }

  /** The other side has lost this connection: offers another one. */
  beginAnew(): void {
    if (!this.#closed) this.#health.broken();
  }

  /** The other side has begun another connection and is going to offer it. */
  replace(): void {
    if (!this.#closed) this.#reopen();
  }

  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void {
    this.#health.networkChanged();
  }

  /** Uses new ICE servers from the next gathering on. */
  refreshIceServers(iceServers: RTCIceServer[]): void {
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** For tests: breaks the connection for good, as if no way through the network were left. */
  simulateIceFailure(): void {
    this.#connection.close();
    this.#health.broken();
  }

  /** Ends the connection; the link can't be used any more. */
  close(): void {
    this.#closed = true;
    this.#health.close();
    this.#dispose();
  }

  async #handle(signal: Signal): Promise<void> {
    if (this.#closed) return;
    const verdict = this.#negotiation.judge(signal);
    if (verdict === "drop") return;
    if (verdict === "reopen") {
      if (signal.description?.type === "answer") {
        this.#rebuild();
        return;
      }
      this.#reopen();
    }
    const negotiation = this.#negotiation;
    try {
      await negotiation.receive(signal);
    } catch (error) {
      // of a connection that was replaced meanwhile nothing is expected any more
      if (negotiation === this.#negotiation) throw error;
    }
  }

  #offerAgain(): boolean {
    this.#negotiation.offerAgain();
    return this.#negotiation.awaitsAnswer;
  }

  #rebuild(): void {
    this.#reopen();
    this.#ports.fill(this.#connection);
  }

  #reopen(): void {
    this.#dispose();
    this.#ports.discard();
    this.#open();
  }

  #open(): void {
    const connection = (this.#connection = this.#ports.connect());
    const negotiation = (this.#negotiation = new Negotiation(connection, this.#roles.polite, {
      send: (signal) => {
        if (signal.candidate) this.#health.candidate();
        this.#ports.send(signal);
      },
      beforeAnswer: () => this.#ports.beforeAnswer(),
      gathering: () => this.#health.gathering(),
      failed: (error) => this.#failed(error),
    }));
    connection.onnegotiationneeded = () => void negotiation.offer();
    connection.onconnectionstatechange = () => this.#health.follow(connection.connectionState);
    this.#health.opened();
    this.#ports.opened(connection);
  }

  #dispose(): void {
    const connection = this.#connection;
    this.#negotiation.close();
    connection.onnegotiationneeded = connection.onconnectionstatechange = null;
    this.#ports.disposed(connection);
    connection.close();
  }

  #failed(error: unknown): void {
    if (!this.#closed) this.#ports.failed(error);
  }
}
