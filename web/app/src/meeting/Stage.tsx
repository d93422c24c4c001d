import { useEffect } from "react";
import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { preferencesOf } from "./layers";
import type { MeetingRoom } from "./room";
import { Tile, useDrop, type TileProps } from "./Tile";
import { stageOrder, tilesOf } from "./tiles";

/** The pictures: all alike, or the one who speaks large; shared screens before both. */
export function Stage() {
  const { room, me } = useWorkspace();
  const state = useStore(room.state, (s) => s);
  const { screens, faces } = tilesOf(state, me);
  const large = screens.length > 0 ? screens : state.view === "speaker" ? speaker(faces, state.speakers) : [];
  const small = faces.filter((tile) => !large.includes(tile));
  const drop = useDrop(state.participants.length > 1 ? (files) => room.send(files) : undefined);
  usePreferences(room, large, small, state.expanded);

  return (
    <div className="meeting__stage" data-large={large.length > 0 || undefined} data-drop={drop.over || undefined} {...drop.on}>
      {large.length > 0 && <Grid className="meeting__screens" tiles={large} room={room} />}
      {small.length > 0 && <Grid className="meeting__faces" tiles={small} room={room} />}
      {drop.over && <p className="meeting__drop">Drop to send to everybody, or onto a person</p>}
    </div>
  );
}

function speaker(faces: readonly TileProps[], speakers: readonly string[]): TileProps[] {
  const { main, others } = stageOrder(faces, speakers);
  return main && others.length > 0 ? [main] : [];
}

function Grid({ tiles, className, room }: { tiles: readonly TileProps[]; className: string; room: MeetingRoom }) {
  return (
    <div className={className} data-count={Math.min(tiles.length, 10)}>
      {tiles.map((tile) => (
        <Tile key={`${tile.participantId} ${tile.kind}`} {...tile} onFiles={(files) => room.send(files, tile.participantId)} />
      ))}
    </div>
  );
}

/** Tells the media server how large each picture is shown, whenever that changes. */
function usePreferences(room: MeetingRoom, large: readonly TileProps[], small: readonly TileProps[], expanded: boolean): void {
  const preferences = preferencesOf(large, small, expanded);
  const key = JSON.stringify(preferences);
  useEffect(() => room.prefer(preferences), [room, key]);
}
