import type { RoomState } from "./room";
import type { TileProps } from "./Tile";

interface Me {
  id: string;
  displayName: string;
}

/** What the meeting shows: shared screens apart from faces, oneself first. */
export function tilesOf(state: RoomState, me: Me): { screens: TileProps[]; faces: TileProps[] } {
  const { self, participants, remotes, localMedia, localScreen, audio, video } = state;
  const own = { userId: me.id, name: me.displayName, own: true, connection: null };
  const faces: TileProps[] = [{ ...own, hook: `tile-${me.id}`, stream: localMedia, kind: "camera", audio, video }];
  const screens: TileProps[] = [];
  if (localScreen) screens.push({ ...own, hook: `screen-${me.id}`, stream: localScreen, kind: "screen", audio: true, video: true });

  for (const participant of participants) {
    if (participant.participantId === self?.participantId) continue;
    const { userId, displayName: name } = participant;
    const remote = remotes.find((candidate) => candidate.participantId === participant.participantId);
    const other = { userId, name, own: false };
    faces.push({
      ...other,
      hook: `tile-${userId}`,
      stream: remote?.media ?? null,
      kind: "camera",
      audio: participant.audio,
      video: participant.video,
      connection: remote?.connection ?? "connecting",
    });
    if (remote?.screen) {
      screens.push({ ...other, hook: `screen-${userId}`, stream: remote.screen, kind: "screen", audio: true, video: true, connection: null });
    }
  }
  return { screens, faces };
}
