import type { Presence } from "@worksync/sdk";
import type { CSSProperties } from "react";
import { initials, tone } from "./identity";
import { PresenceDot } from "./PresenceDot";

interface AvatarProps {
  userId: string;
  name: string;
  size?: number;
  /** Shows a presence dot at the corner; `undefined` is a presence that is not known yet. */
  presence?: Presence | undefined;
}

/** Initials on the person's own colour; decoration, since the name always stands beside it. */
export function Avatar(props: AvatarProps) {
  const { userId, name, size = 36, presence } = props;
  const style = { "--avatar-size": `${size}px` } as CSSProperties;
  return (
    <span className={`avatar ${size < 28 ? "avatar--small" : ""} tone-${tone(userId)}`} style={style}>
      <span aria-hidden="true">{initials(name)}</span>
      {"presence" in props && <PresenceDot userId={userId} presence={presence} />}
    </span>
  );
}
