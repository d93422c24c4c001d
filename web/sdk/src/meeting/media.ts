import type { Meeting, Participant, Signal } from "../types.js";
import { WorkSyncError } from "../errors.js";
import { Connections, type WebRtc } from "./connections.js";
import { canEncrypt, Encryption, type EncryptionState } from "./e2ee/encryption.js";
import { FileTransfers } from "./files/transfers.js";
import { DEFAULT_TIMINGS, type PeerTimings } from "./health.js";
import type { IceServers } from "./ice-servers.js";
import { LocalMedia } from "./local-media.js";
import { Mesh } from "./mesh.js";
import type { OutgoingSignal } from "./outbox.js";
import type { LayerPreference, PlaneMedia, PlanePorts } from "./plane.js";
import { Planes } from "./planes.js";
import type { Sample } from "./quality.js";
import { Sfu } from "./sfu.js";

/** How media is to travel; settings that rarely need to be changed. */
export interface MediaOptions {
  webrtc?: WebRtc;
  timings?: Partial<PeerTimings>;
  /** `relay` sends all media through the relay, e.g. to hide addresses from the other participants. */
  iceTransportPolicy?: RTCIceTransportPolicy;
}

/** What {@link MeetingMedia} need of the meeting. */
export interface MediaPorts {
  sendSignal(to: string, signal: OutgoingSignal): Promise<unknown>;
  /** Tells the media server in which sizes pictures are wanted. */
  subscribe(preferences: readonly LayerPreference[]): Promise<unknown>;
  /** What the others send changed. */
  changed(): void;
  /** The own microphone, camera or screen changed. */
  localChanged(): void;
  encrypted(state: EncryptionState): void;
  failed(error: unknown): void;
}

/** Everything that goes from participant to participant in a meeting: pictures, sound, files, and their encryption. */
export class MeetingMedia {
  readonly local: LocalMedia;
  readonly files: FileTransfers;
  readonly #options: MediaOptions;
  readonly #ports: MediaPorts;
  readonly #connections: Connections;
  readonly #planes: Planes;
  #relayOnly = false;
  #encryption: Encryption | null = null;

  constructor(options: MediaOptions, ports: MediaPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#connections = new Connections(options.webrtc, (error) => ports.failed(error));
    this.local = new LocalMedia(
      () => this.#connections.newStream(),
      () => {
        this.#planes.sendLocal();
        ports.localChanged();
      },
    );
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    const planePorts = this.#planePorts();
    this.files = new FileTransfers(planePorts, timings);
    this.#planes = new Planes(
      { mesh: (plane) => new Mesh(plane, timings), sfu: (plane) => new Sfu(plane, timings) },
      planePorts,
    );
  }

  /** What the others send. */
  get remotes(): readonly PlaneMedia[] {
    return this.#planes.remotes;
  }

  /** Begins as this participant. Throws where a meeting is encrypted and this browser can't. */
  open(participantId: string, meeting: Meeting, first: IceServers, fetchNew: () => Promise<IceServers>): void {
    this.#connections.open(first, fetchNew, (servers) => {
      this.#planes.refreshIceServers(servers);
      this.files.refreshIceServers(servers);
    });
    if (!meeting.e2ee || this.#encryption) return;
    if (!canEncrypt()) throw cannotEncrypt();
    this.#encryption = new Encryption(participantId, meeting.id, {
      send: (to, key) => this.#ports.sendSignal(to, { key }),
      changed: (state) => this.#ports.encrypted(state),
      failed: (error) => this.#ports.failed(error),
    });
  }

  /** The meeting is as it is now. */
  follow({ mediaPlane, relayOnly }: Meeting): void {
    this.#relayOnly = relayOnly;
    this.#planes.switchTo(mediaPlane);
  }

  /** Somebody is there. */
  add(participant: Participant): void {
    this.#encryption?.add(participant.participantId);
    this.#planes.add(participant);
    this.files.join(participant);
  }

  /** Somebody is there no longer. */
  remove(participantId: string): void {
    this.#planes.remove(participantId);
    this.files.leave(participantId);
    this.#encryption?.remove(participantId);
  }

  receive(signal: Signal): void {
    if (signal.key) this.#encryption?.receive(signal.from, signal.key);
    else if (signal.connection === "files") this.files.receive(signal);
    else this.#planes.receive(signal);
  }

  prefer(preferences: readonly LayerPreference[]): void {
    this.#planes.prefer(preferences);
  }

  samples(): Promise<ReadonlyMap<string, Sample>> {
    return this.#planes.samples();
  }

  /** The ways through the network may have changed: look for new ones. */
  networkChanged(): void {
    this.#planes.networkChanged();
    this.files.networkChanged();
  }

  /** New credentials came of themselves. */
  takeIceServers(iceServers: IceServers): void {
    this.#connections.take(iceServers);
  }

  simulateIceFailure(): void {
    this.#planes.simulateIceFailure();
    this.files.simulateIceFailure();
  }

  /** Ends all connections; files under way wait. */
  clear(): void {
    this.#planes.clear();
    this.files.suspend();
    this.#encryption?.close();
    this.#encryption = null;
  }

  /** No credentials are fetched any more. */
  pause(): void {
    this.#connections.close();
  }

  /** Lets go of everything. */
  end(): void {
    this.clear();
    this.pause();
    this.files.close();
    this.local.release();
  }

  #planePorts(): PlanePorts {
    const { local } = this;
    return {
      connect: () => this.#connections.connect(this.#relayOnly ? "relay" : (this.#options.iceTransportPolicy ?? "all")),
      sendSignal: (to, signal) => this.#ports.sendSignal(to, signal),
      local: (slot) => local.track(slot),
      localStream: (slot) => local.streamOf(slot),
      newStream: () => this.#connections.newStream(),
      subscribe: (preferences) => this.#ports.subscribe(preferences),
      sending: (sender, slot) => this.#encryption?.sending(sender, slot),
      receiving: (receiver, participantId, slot) => this.#encryption?.receiving(receiver, participantId, slot),
      changed: () => this.#ports.changed(),
      failed: (error) => this.#ports.failed(error),
    };
  }
}

function cannotEncrypt(): WorkSyncError {
  const detail = "This meeting is encrypted from end to end, which this browser can't do. Try a newer one.";
  return new WorkSyncError({ status: 0, code: 0, title: "Not possible in this browser", detail, temporary: false });
}
