// Participants without browsers, in one process: each publishes sound and a small picture over RTP, as a media server
// takes them, and counts what comes of each of the others. Told by standard input; tells on standard output.
const { networkInterfaces } = require("node:os");
const { Centrifuge } = require("centrifuge");
const { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } = require("werift");
const WebSocket = require("ws");

const LEASE_MS = 5_000;
/** Forty handshakes at once keep one process busy. */
const TIMEOUT_MS = 30_000;
const LOOK_MS = 250;
/** Few packets, since each of them is decrypted nineteen times in this process. */
const PACKET_MS = 500;

/** 20 ms of silence in Opus (RFC 6716, 3.1), as encoders send it for a microphone that is off. */
const SOUND = Buffer.from([0xf8, 0xff, 0xfe]);
/** A key frame of one pixel in VP8, after the descriptor of a whole frame (RFC 7741, 4.2). */
const PICTURE = Buffer.from("103001009d012a010001000ec0fe25a400037000000000", "hex");

const codec = (mimeType, clockRate, payloadType, more) =>
  new RTCRtpCodecParameters({ mimeType, clockRate, payloadType, ...more });

const configuration = {
  codecs: {
    audio: [codec("audio/opus", 48_000, 111, { channels: 2 })],
    video: [codec("video/VP8", 90_000, 96, { rtcpFeedback: [{ type: "nack", parameter: "pli" }] })],
  },
  iceServers: [],
  iceUseIpv6: false,
  // also addresses that never leave the machine, where the media server has no other one
  iceAdditionalHostAddresses: Object.values(networkInterfaces())
    .flat()
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address),
};

/** A connection, and the server's candidates that came before its description. */
class Link {
  connection = new RTCPeerConnection(configuration);
  #early = [];

  async describe(description) {
    await this.connection.setRemoteDescription(description);
    for (const candidate of this.#early.splice(0)) await this.connection.addIceCandidate(candidate);
  }

  async add(candidate) {
    if (!candidate) return;
    if (this.connection.remoteDescription) await this.connection.addIceCandidate(candidate);
    else this.#early.push(candidate);
  }

  /** The own description with all candidates in it. */
  async own(description) {
    await this.connection.setLocalDescription(description);
    if (this.connection.iceGatheringState !== "complete") {
      await this.connection.iceGatheringStateChange.watch((state) => state === "complete");
    }
    const { type, sdp } = this.connection.localDescription;
    return { type, sdp };
  }
}

class Participant {
  /** Packets by who sent them and what they are. */
  heard = {};
  #meeting;
  #socket;
  #media = { microphone: new MediaStreamTrack({ kind: "audio" }), camera: new MediaStreamTrack({ kind: "video" }) };
  #publisher = new Link();
  #subscriber = null;
  #ufrag = null;
  #tracks = new Map();
  #turn = Promise.resolve();
  #failed;

  constructor(url, meeting, token, failed) {
    this.#meeting = `/api/meetings/v1/meetings/${meeting}`;
    this.#failed = failed;
    const endpoint = `${url.replace(/^http/, "ws")}/connection/websocket`;
    this.#socket = new Centrifuge(endpoint, { token, websocket: WebSocket, timeout: TIMEOUT_MS });
  }

  async join() {
    this.#socket.connect();
    await this.#socket.ready();
    const joined = await this.#call("POST", "/participants", { deviceName: "Crowd", audio: true, video: true });
    this.id = joined.participantId;
    const topic = this.#socket.newSubscription(`participant:${this.id}`);
    topic.on("publication", ({ data }) => {
      if (data.type !== "signal.received") return;
      this.#turn = this.#turn.then(() => this.#take(data.signal)).catch(this.#failed);
    });
    topic.subscribe();
    await topic.ready();
    const renew = () => this.#call("PUT", `/participants/${this.id}/lease`, null).catch(this.#failed);
    setInterval(renew, LEASE_MS);
  }

  async publish() {
    const { connection } = this.#publisher;
    const sent = Object.entries(this.#media).map(([slot, track]) => [slot, connection.addTransceiver(track, { direction: "sendonly" })]);
    const description = await this.#publisher.own(await connection.createOffer());
    const tracks = sent.map(([slot, { mid }]) => ({ mid, slot }));
    await this.#signal("publisher", { negotiationId: "1", description, tracks });
  }

  send() {
    const { microphone, camera } = this.#media;
    let count = 0;
    const packet = (clock, payload) =>
      new RtpPacket(new RtpHeader({ sequenceNumber: count & 0xffff, timestamp: (count * clock * PACKET_MS) / 1_000, marker: true }), payload);
    setInterval(() => {
      count++;
      microphone.writeRtp(packet(48_000, SOUND));
      camera.writeRtp(packet(90_000, PICTURE));
    }, PACKET_MS);
  }

  async #take({ from, negotiationId, description, candidate, tracks }) {
    const link = from === "publisher" ? this.#publisher : this.#subscriber;
    if (!description) await link?.add(candidate);
    else if (description.type === "answer") await link.describe(description);
    else if (description.type === "offer") await this.#answer(negotiationId, description, tracks);
    else throw new Error(`${from} begins anew`);
  }

  async #answer(negotiationId, offer, tracks) {
    this.#tracks = new Map(tracks.map((track) => [track.mid, track]));
    const [ufrag] = /^a=ice-ufrag:\S+/m.exec(offer.sdp);
    if (ufrag !== this.#ufrag) {
      // the server gave up the connection before
      await this.#subscriber?.connection.close();
      this.#subscriber = this.#subscribe();
      this.#ufrag = ufrag;
    }
    await this.#subscriber.describe(offer);
    const description = await this.#subscriber.own(await this.#subscriber.connection.createAnswer());
    await this.#signal("subscriber", { negotiationId, description });
  }

  #subscribe() {
    const link = new Link();
    link.connection.ontrack = ({ track, transceiver }) =>
      track.onReceiveRtp.subscribe(() => {
        const { participantId, slot } = this.#tracks.get(transceiver.mid) ?? {};
        if (!participantId) return;
        const of = (this.heard[participantId] ??= { microphone: 0, camera: 0 });
        of[slot]++;
      });
    return link;
  }

  #signal(to, signal) {
    return this.#call("POST", "/signals", { from: this.id, to, ...signal });
  }

  async #call(method, path, body) {
    const { data } = await this.#socket.rpc(`${method} ${this.#meeting}${path}`, body);
    return data;
  }
}

async function main({ url, meeting, tokens, enough, deadlineMs }) {
  const begun = Date.now();
  const errors = [];
  const failed = (error) => errors.push(String(error?.stack ?? error?.message ?? JSON.stringify(error)));
  const all = tokens.map((token) => new Participant(url, meeting, token, failed));
  for (const one of all) await one.join();
  for (const one of all) await one.publish();
  for (const one of all) one.send();
  const hearsAll = (one) =>
    all.every(({ id }) => id === one.id || Math.min(...Object.values(one.heard[id] ?? { none: 0 })) >= enough);
  while (!all.every(hearsAll) && Date.now() - begun < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const participants = all.map(({ id, heard }) => ({ participantId: id, heard }));
  console.log(JSON.stringify({ participants, errors, millis: Date.now() - begun }));
}

let told = "";
process.stdin.on("data", (text) => (told += text));
process.stdin.on("end", () =>
  main(JSON.parse(told)).then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  ),
);
