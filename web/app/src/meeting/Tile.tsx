import type { PeerConnectionState } from "@worksync/sdk";
import { useEffect, useRef } from "react";
import { Avatar } from "../people/Avatar";
import { Icon } from "../ui/Icon";

export interface TileProps {
  hook: string;
  userId: string;
  name: string;
  stream: MediaStream | null;
  kind: "camera" | "screen";
  own: boolean;
  audio: boolean;
  video: boolean;
  connection: PeerConnectionState | null;
}

/** One picture of the meeting. The video element stays while the camera is off, since it also carries the sound. */
export function Tile({ hook, userId, name, stream, kind, own, audio, video, connection }: TileProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useStream(ref, stream);
  const label = kind === "screen" ? `${own ? "Your" : `${name}’s`} screen` : own ? `${name} (you)` : name;
  const waiting = connection === "connecting" || connection === "reconnecting";

  return (
    <figure className="tile" data-kind={kind} data-own={own || undefined} data-testid={hook} data-connection={connection ?? undefined}>
      <video ref={ref} autoPlay playsInline muted={own} aria-label={label} data-off={!video || undefined} />
      {!video && (
        <span className="tile__face">
          <Avatar userId={userId} name={name} size={72} />
        </span>
      )}
      {waiting && <p className="tile__state">{connection === "connecting" ? "Connecting…" : "Reconnecting…"}</p>}
      {connection === "failed" && <p className="tile__state">Connection lost</p>}
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
      </figcaption>
    </figure>
  );
}

function useStream(ref: React.RefObject<HTMLVideoElement | null>, stream: MediaStream | null): void {
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
