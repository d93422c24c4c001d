import type { QualityLevel, WorkSyncClient } from "@worksync/sdk";

export interface NetworkCheck {
  level: QualityLevel;
  words: string;
}

const ROUNDS = 3;
const GATHER_MS = 3_000;
const GOOD_MS = 150;
const FAIR_MS = 400;

/** How quickly the server answers, and whether the browser finds a way for media at all. */
export async function checkNetwork(client: WorkSyncClient, meetingId: string): Promise<NetworkCheck> {
  try {
    const [roundTrip, finds] = await Promise.all([medianRoundTrip(client, meetingId), findsAWay()]);
    if (!finds) return { level: "poor", words: "Your browser finds no way for sound and pictures. A firewall or an extension may block them." };
    if (roundTrip < GOOD_MS) return { level: "good", words: "Your network looks good." };
    if (roundTrip < FAIR_MS) return { level: "fair", words: "Your network is a little slow." };
    return { level: "poor", words: "Your network is slow. Turning the camera off helps." };
  } catch {
    return { level: "lost", words: "The server can’t be reached at the moment." };
  }
}

async function medianRoundTrip(client: WorkSyncClient, meetingId: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await client.meetings.get(meetingId);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

async function findsAWay(): Promise<boolean> {
  if (typeof RTCPeerConnection === "undefined") return false;
  const connection = new RTCPeerConnection();
  try {
    connection.createDataChannel("check");
    const found = new Promise<boolean>((resolve) => {
      connection.onicecandidate = ({ candidate }) => candidate && resolve(true);
      setTimeout(() => resolve(false), GATHER_MS);
    });
    await connection.setLocalDescription();
    return await found;
  } finally {
    connection.close();
  }
}
