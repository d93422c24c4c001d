// One participant in a browser: the SDK without the app. Counts the signals that it sends.
let meeting = null;
let sent = 0;
let seen = null;
const first = new Promise((resolve) => (seen = resolve));

function show({ media }) {
  const video = document.createElement("video");
  video.muted = video.autoplay = true;
  video.requestVideoFrameCallback(() => seen(performance.now()));
  video.srcObject = media;
  document.body.append(video);
}

window.prepare = (url, token) => {
  const client = new sdk.WorkSyncClient({ url, getToken: async () => token });
  const call = client.call.bind(client);
  client.call = (method, path, body) => {
    if (path.endsWith("/signals")) sent++;
    return call(method, path, body);
  };
  client.connect();
  return client;
};

/** Joins with this of one's own: the participant's id. */
window.enter = async (client, meetingId, options, own) => {
  meeting = new sdk.MeetingClient(client, options);
  const shown = new Set();
  meeting.on("remotes", (remotes) =>
    remotes.forEach((remote) => {
      if (!remote.media || shown.has(remote.media)) return;
      shown.add(remote.media);
      show(remote);
    }),
  );
  await meeting.join(meetingId, own);
  return meeting.participantId;
};

/** Milliseconds from the click until the other's first picture, or null when none came. */
window.click = async (client, meetingId, options, own, patience) => {
  const begin = performance.now();
  const gaveUp = new Promise((resolve) => setTimeout(() => resolve(null), patience));
  const arrived = window.enter(client, meetingId, options, own).then(() => first);
  const end = await Promise.race([arrived, gaveUp]);
  return end === null ? null : end - begin;
};

window.signals = () => sent;
window.leave = () => meeting?.leave();
