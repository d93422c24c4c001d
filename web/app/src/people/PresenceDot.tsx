import type { Presence } from "@worksync/sdk";

const words = {
  online: "online",
  away: "away",
  dnd: "do not disturb",
  offline: "offline",
  unknown: "presence unknown",
} as const;

/** Says how reachable somebody is, by colour, by shape and in words. */
export function PresenceDot({ userId, presence }: { userId: string; presence: Presence | undefined }) {
  const availability = presence?.availability ?? "unknown";
  return (
    <span
      className="presence"
      role="img"
      aria-label={words[availability]}
      data-testid={`presence-${userId}`}
      data-availability={availability}
    />
  );
}
