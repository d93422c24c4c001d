import type { AnyTransfer } from "./room-state";

/** Where a transfer is, in a few words. */
export function transferWords({ state, direction, transferred, file, problem }: Pick<AnyTransfer, "state" | "direction" | "transferred" | "file" | "problem">, other: string): string {
  const sends = direction === "sending";
  switch (state) {
    case "offered":
      return sends ? `Offered to ${other}` : `From ${other}`;
    case "active":
      return `${sizeWords(transferred)} of ${sizeWords(file.size)} ${sends ? "sent to" : "from"} ${other}`;
    case "paused":
      return `Paused at ${sizeWords(transferred)} of ${sizeWords(file.size)}`;
    case "interrupted":
      return "Waiting for the connection…";
    case "done":
      return sends ? `Sent to ${other}` : `Received from ${other}, and checked`;
    case "declined":
      return sends ? `${other} declined` : "Declined";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return problem ?? "Did not work";
  }
}

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** "1.5 MB". */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}
