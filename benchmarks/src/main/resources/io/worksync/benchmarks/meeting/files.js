// Files from one page to another: by the SDK, and by the least that moves bytes over a data channel.
const PART = 256 * 1024;
const BUFFERED = 4 * 1024 * 1024;

/** So many bytes that do not compress. */
function someBytes(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65536)));
  return bytes;
}

/** Accepts every file that is offered, into the browser's own storage, which has those of an earlier run no more. */
window.takeFiles = async () => {
  await sdk.clearOwnStorage();
  meeting.files.on("offer", async (transfer) => transfer.accept(await sdk.inOwnStorage()));
};

/** Milliseconds from when the other one accepted until it has written it all and found it to be what was sent. */
window.sendFile = async (to) => {
  const [file] = document.querySelector("input").files;
  let begin = null;
  const transfer = meeting.files.send(to, file);
  await new Promise((resolve, reject) => {
    const look = () => {
      if (transfer.state !== "offered") begin ??= performance.now();
      if (transfer.state === "done") resolve();
      else if (transfer.isOver) reject(new Error(`${transfer.state}: ${transfer.problem ?? ""}`));
    };
    meeting.files.on("changed", look);
  });
  return performance.now() - begin;
};

let bare = null;
let bareChannel = null;

async function described() {
  await bare.setLocalDescription();
  while (bare.iceGatheringState !== "complete") {
    await new Promise((resolve) => bare.addEventListener("icegatheringstatechange", resolve, { once: true }));
  }
  return JSON.stringify(bare.localDescription);
}

window.bareOffer = () => {
  bare = new RTCPeerConnection();
  bareChannel = bare.createDataChannel("bare");
  bareChannel.bufferedAmountLowThreshold = BUFFERED / 4;
  return described();
};

window.bareAnswer = async (offer) => {
  bare = new RTCPeerConnection();
  let missing = 0;
  bare.ondatachannel = ({ channel }) => {
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => {
      if (typeof data === "string") missing = Number(data);
      else if ((missing -= data.byteLength) === 0) channel.send("all");
    };
  };
  await bare.setRemoteDescription(JSON.parse(offer));
  return described();
};

window.bareOpen = async (answer) => {
  await bare.setRemoteDescription(JSON.parse(answer));
  if (bareChannel.readyState !== "open") await new Promise((resolve) => (bareChannel.onopen = resolve));
};

/** Milliseconds from the first byte until the other one has all. */
window.bareSend = async (megabytes) => {
  const part = someBytes(PART);
  const all = new Promise((resolve) => (bareChannel.onmessage = resolve));
  const begin = performance.now();
  bareChannel.send(String(megabytes * 1024 * 1024));
  for (let sent = 0; sent < megabytes * 1024 * 1024; sent += PART) {
    if (bareChannel.bufferedAmount >= BUFFERED) await new Promise((resolve) => (bareChannel.onbufferedamountlow = resolve));
    bareChannel.send(part);
  }
  await all;
  return performance.now() - begin;
};
