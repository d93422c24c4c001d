import type { Signal, SignalTrack } from "../types.js";
import { favour } from "./adaptation.js";
import type { PeerTimings } from "./health.js";
import { SignalOutbox, type OutgoingSignal } from "./outbox.js";
import { PeerLink } from "./peer-link.js";
import type { PlanePorts } from "./plane.js";
import { SLOTS, trackSlotOf, transceiverOf, type Slot } from "./slots.js";

/**
 * A camera goes out in three sizes, so that everybody gets what suits their line and screen. From high to low: Janus
 * numbers them in the order in which they stand here.
 */
const SIZES: RTCRtpEncodingParameters[] = [
  { rid: "h", maxBitrate: 1_200_000 },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 350_000 },
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 120_000 },
];

/** The connection that takes what this side sends to the media server. */
export class SfuPublisher {
  readonly #ports: PlanePorts;
  readonly #outbox: SignalOutbox;
  readonly #link: PeerLink;

  constructor(ports: PlanePorts, timings: PeerTimings) {
    this.#ports = ports;
    this.#outbox = new SignalOutbox(
      (signal) => ports.sendSignal("publisher", signal),
      (error) => ports.failed(error),
    );
    this.#link = new PeerLink(
      { offerer: true, polite: false },
      {
        connect: () => ports.connect(),
        send: (signal) => this.#send(signal),
        discard: () => this.#outbox.clear(),
        opened: () => {},
        fill: (connection) => SLOTS.forEach(({ slot, kind }) => this.#addSlot(connection, slot, kind)),
        beforeAnswer: () => Promise.resolve(),
        disposed: () => {},
        changed: () => this.#changed(),
        failed: (error) => ports.failed(error),
      },
      timings,
    );
    this.#link.start();
  }

  receive(signal: Signal): void {
    // the server lost what was published
    if (signal.description?.type === "rollback") this.#link.beginAnew();
    else this.#link.receive(signal);
  }

  /** Sends what `local` gives now. */
  async sendLocal(): Promise<void> {
    const { connection } = this.#link;
    for (const { slot } of SLOTS) {
      const transceiver = transceiverOf(connection, slot);
      const track = this.#ports.local(slot);
      if (transceiver && transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
    }
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

  #send(signal: OutgoingSignal): void {
    const isOffer = signal.description?.type === "offer";
    this.#outbox.push(isOffer ? { ...signal, tracks: this.#tracks() } : signal);
  }

  /** Which m-line is for what. */
  #tracks(): SignalTrack[] {
    return SLOTS.flatMap(({ slot }) => {
      const mid = transceiverOf(this.#link.connection, slot)?.mid;
      return mid === undefined || mid === null ? [] : [{ mid, slot: trackSlotOf(slot) }];
    });
  }

  #addSlot(connection: RTCPeerConnection, slot: Slot, kind: string): void {
    const { sender } = connection.addTransceiver(this.#ports.local(slot) ?? kind, {
      direction: "sendonly",
      streams: [this.#ports.localStream(slot)],
      ...(slot === "camera" ? { sendEncodings: SIZES.map((size) => ({ ...size })) } : {}),
    });
    this.#ports.sending(sender, slot);
  }

  #changed(): void {
    const microphone = transceiverOf(this.#link.connection, "microphone");
    // a browser that can't is as good as before
    if (microphone && this.#link.state === "connected") favour(microphone.sender).catch(() => {});
    this.#ports.changed();
  }
}
