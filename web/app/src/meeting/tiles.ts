import type { Participant, QualityLevel } from "@worksync/sdk";
import type { RoomState } from "./room-state";
import type { TileProps } from "./Tile";

interface Me {
  id: string;
  displayName: string;
}

/** What the meeting shows: shared screens apart from faces, oneself first. */
export function tilesOf(state: RoomState, me: Me): { screens: TileProps[]; faces: TileProps[] } {
  const { self, participants, remotes, localMedia, localScreen, audio, video, hand, speakers, quality } = state;
  const own = { participantId: self?.participantId ?? "self", userId: me.id, name: me.displayName, own: true, connection: null, level: null };
  const speaking = self !== null && speakers[0] === self.participantId;
  const faces: TileProps[] = [{ ...own, hook: `tile-${me.id}`, stream: localMedia, kind: "camera", audio, video, hand, speaking, reaction: reactionOf(state, own.participantId) }];
  const screens: TileProps[] = [];
  const still = { hand: false, speaking: false, reaction: null };
  if (localScreen) screens.push({ ...own, ...still, hook: `screen-${me.id}`, stream: localScreen, kind: "screen", audio: true, video: true });

  for (const participant of participants) {
    const { participantId, userId, displayName } = participant;
    if (participantId === self?.participantId) continue;
    const remote = remotes.find((candidate) => candidate.participantId === participantId);
    const other = { participantId, userId, name: nameOf(participant, participants, displayName), own: false };
    faces.push({
      ...other,
      hook: `tile-${userId}`,
      stream: remote?.media ?? null,
      kind: "camera",
      audio: participant.audio,
      video: participant.video,
      hand: participant.hand,
      speaking: speakers.includes(participantId),
      reaction: reactionOf(state, participantId),
      connection: remote?.connection ?? "connecting",
      level: levelOf(quality[participantId]?.level, remote?.connection),
    });
    if (remote?.screen) {
      screens.push({ ...other, ...still, hook: `screen-${userId}`, stream: remote.screen, kind: "screen", audio: true, video: true, connection: null, level: null });
    }
  }
  return { screens, faces };
}

/** Whom the speaker view shows large: the loudest of the others, and where nobody spoke yet the first of them. */
export function stageOrder(faces: readonly TileProps[], speakers: readonly string[]): { main: TileProps | undefined; others: TileProps[] } {
  const remote = faces.filter((tile) => !tile.own);
  const loudest = speakers.map((id) => remote.find((tile) => tile.participantId === id)).find((tile) => tile !== undefined);
  const main = loudest ?? remote[0] ?? faces[0];
  return { main, others: faces.filter((tile) => tile !== main) };
}

/** Somebody who is there with several devices is told apart by them. */
function nameOf(participant: Participant, all: readonly Participant[], displayName: string): string {
  const several = all.filter(({ userId }) => userId === participant.userId).length > 1;
  return several && participant.deviceName ? `${displayName} · ${participant.deviceName}` : displayName;
}

function reactionOf({ reactions }: RoomState, participantId: string): string | null {
  return reactions.findLast((reaction) => reaction.participantId === participantId)?.emoji ?? null;
}

/** While it connects anew the state says more than the last measurement. */
function levelOf(level: QualityLevel | undefined, connection: string | undefined): QualityLevel | null {
  return connection === "connected" ? (level ?? null) : null;
}
