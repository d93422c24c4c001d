import type { PeerConnectionState, QualityLevel } from "@worksync/sdk";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { deviceChoice } from "./device-choice";

export interface TileProps {
  hook: string;
  participantId: string;
  userId: string;
  name: string;
  stream: MediaStream | null;
  kind: "camera" | "screen";
  own: boolean;
  audio: boolean;
  video: boolean;
  hand: boolean;
  speaking: boolean;
  reaction: string | null;
  connection: PeerConnectionState | null;
  level: QualityLevel | null;
  /** Files were dropped onto this person. */
  onFiles?: ((files: File[]) => void) | undefined;
}

/** One picture of the meeting. The video element stays while the camera is off, since it also carries the sound. */
export function Tile(props: TileProps) {
  const { hook, userId, name, stream, kind, own, audio, video, hand, speaking, reaction, connection, level, onFiles } = props;
  const ref = useRef<HTMLVideoElement>(null);
  useStream(ref, stream);
  useSpeaker(ref, own);
  const drop = useDrop(own ? undefined : onFiles);
  const label = kind === "screen" ? `${own ? "Your" : `${name}’s`} screen` : own ? `${name} (you)` : name;
  const waiting = connection === "connecting" || connection === "reconnecting";

  return (
    <figure
      className="tile"
      data-kind={kind}
      data-own={own || undefined}
      data-speaking={speaking || undefined}
      data-drop={drop.over || undefined}
      data-testid={hook}
      data-connection={connection ?? undefined}
      data-quality={level ?? undefined}
      {...drop.on}
    >
      <video ref={ref} autoPlay playsInline muted={own} aria-label={label} data-off={!video || undefined} />
      {!video && (
        <span className="tile__face">
          <Avatar userId={userId} name={name} size={72} />
        </span>
      )}
      {waiting && <p className="tile__state">{connection === "connecting" ? "Connecting…" : "Reconnecting…"}</p>}
      {connection === "failed" && <p className="tile__state">Connection lost</p>}
      {hand && (
        <span className="tile__hand" role="img" aria-label={`${own ? "You" : name} raised ${own ? "your" : "their"} hand`}>
          <Icon name="hand" size={16} />
        </span>
      )}
      {reaction && (
        <span className="tile__reaction" key={reaction} aria-hidden="true">
          {reaction}
        </span>
      )}
      <figcaption className="tile__name">
        {kind === "screen" ? (
          <Icon name="screen" size={14} />
        ) : (
          !audio && (
            <span className="tile__muted">
              <Icon name="micOff" size={14} />
              <span className="visually-hidden">muted</span>
            </span>
          )
        )}
        <span className="truncate">{label}</span>
        {level && <QualityMark level={level} />}
      </figcaption>
      {drop.over && <p className="tile__drop">Drop to send to {name}</p>}
    </figure>
  );
}

const QUALITY_WORDS: Record<QualityLevel, string> = {
  good: "Good connection",
  fair: "Fair connection",
  poor: "Poor connection",
  lost: "Nothing arrives",
};

function QualityMark({ level }: { level: QualityLevel }) {
  return (
    <span className="quality" data-level={level} role="img" aria-label={QUALITY_WORDS[level]} title={QUALITY_WORDS[level]}>
      <i />
      <i />
      <i />
    </span>
  );
}

/** Shows a stream, and plays it. */
export function useStream(ref: React.RefObject<HTMLVideoElement | null>, stream: MediaStream | null): void {
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    if (video.srcObject !== stream) video.srcObject = stream;
    if (!stream) return;
    const play = () => void video.play().catch(() => undefined);
    play();
    // Where the browser wants a gesture before there is sound, the next one will do.
    document.addEventListener("pointerdown", play, { once: true });
    return () => document.removeEventListener("pointerdown", play);
  }, [ref, stream]);
}

/** Sound goes to the loudspeaker that was chosen, where the browser can. */
function useSpeaker(ref: React.RefObject<HTMLVideoElement | null>, own: boolean): void {
  const speaker = useStore(deviceChoice, (choice) => choice.speaker);
  useEffect(() => {
    const video = ref.current;
    if (!own && video && "setSinkId" in video) void video.setSinkId(speaker).catch(() => undefined);
  }, [ref, own, speaker]);
}

/** Takes files that are dragged here. */
export function useDrop(onFiles: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false);
  if (!onFiles) return { over: false, on: {} };
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    over,
    on: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
