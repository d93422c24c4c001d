// One participant in a browser: the SDK without the app, and an account of what arrives.
const connections = [];
let reach = (url) => url;
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(configuration) {
    super({ ...configuration, iceServers: reached(configuration.iceServers) });
    connections.push(this);
  }
};

/** The servers by the addresses that `reach` gives for theirs; those for which it gives nothing are left out. */
function reached(iceServers) {
  return iceServers
    .map((server) => ({ ...server, urls: [server.urls].flat().map(reach).filter((url) => url !== null) }))
    .filter(({ urls }) => urls.length > 0);
}

/** As if the network let no UDP through to the relay. */
const byTcp = (url) => (url.endsWith("transport=tcp") ? url : null);

/** As if the relay listened there. */
const at = (place) => (url) => url.replace(/^turn:[^?]*/, `turn:${place}`);

const people = new Map();
const errors = [];
let meeting = null;

function show({ participantId, media }) {
  let person = people.get(participantId);
  if (!person) {
    const video = document.createElement("video");
    video.muted = video.autoplay = true;
    document.body.append(video);
    person = { video, before: 0, frames: 0, grown: performance.now(), longestGap: 0 };
    people.set(participantId, person);
  }
  if (person.video.srcObject !== media) {
    person.before = person.frames;
    person.video.srcObject = media;
  }
}

setInterval(() => {
  const now = performance.now();
  for (const person of people.values()) {
    const frames = person.before + person.video.getVideoPlaybackQuality().totalVideoFrames;
    if (frames > person.frames) {
      person.frames = frames;
      person.grown = now;
    } else if (person.frames > 0) {
      person.longestGap = Math.max(person.longestGap, now - person.grown);
    }
  }
}, 100);

window.enter = async (url, token, meetingId, { onlyTcp = false, relayAt = null, ...options }) => {
  if (onlyTcp) reach = byTcp;
  if (relayAt) reach = at(relayAt);
  const client = new sdk.WorkSyncClient({ url, getToken: async () => token });
  client.connect();
  meeting = new sdk.MeetingClient(client, options);
  meeting.on("error", (error) => errors.push(String(error?.message ?? error)));
  meeting.on("remotes", (remotes) => remotes.forEach(show));
  await meeting.join(meetingId, { audio: true, video: { width: 160, height: 120, frameRate: 8 } });
  return meeting.participantId;
};

window.leave = () => meeting.leave();
window.share = () => meeting.addScreen();

window.report = () => ({
  plane: meeting.meeting?.mediaPlane ?? null,
  state: meeting.state,
  errors,
  remotes: meeting.remotes.map(({ participantId, connection, screen }) => {
    const person = people.get(participantId);
    return {
      participantId,
      connection,
      frames: person?.frames ?? 0,
      longestGap: Math.round(person?.longestGap ?? 0),
      screen: screen !== null,
    };
  }),
  connections: connections.filter((one) => one.connectionState === "connected").length,
  states: connections.map((one) => one.connectionState),
});

window.startGaps = () => people.forEach((person) => (person.longestGap = 0));

/** How the media of all live connections travels: the types of the local candidates that are in use. */
window.paths = async () => {
  const found = [];
  for (const connection of connections.filter((one) => one.connectionState === "connected")) {
    const report = await connection.getStats();
    report.forEach((stats) => {
      if (stats.type !== "transport" || !stats.selectedCandidatePairId) return;
      const local = report.get(report.get(stats.selectedCandidatePairId).localCandidateId);
      found.push(`${local.candidateType}/${local.relayProtocol ?? local.protocol}`);
    });
  }
  return found;
};
