const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What stands where a node has no such figure. */
export const NONE = "–";

export function count(value: number | null): string {
  return value === null ? NONE : whole.format(value);
}

export function rate(value: number | null): string {
  if (value === null) return NONE;
  return value < 10 ? oneDigit.format(value) : whole.format(value);
}

/** "0 s", "4.2 s", "3 min". */
export function seconds(value: number | null): string {
  if (value === null) return NONE;
  if (value < 0.05) return "0 s";
  if (value < 10) return `${oneDigit.format(value)} s`;
  return value < 120 ? `${whole.format(value)} s` : `${whole.format(value / 60)} min`;
}

/** "128 of 512 MB". */
export function memory(bytes: number, of: number): string {
  return `${megabytes(bytes)} of ${megabytes(of)} MB`;
}

export function millis(value: number): string {
  return `${whole.format(value)} ms`;
}

/** "12 s", "5 min", "3 h", "4 d": how long something goes on. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min`;
  return s < 86_400 ? `${Math.floor(s / 3_600)} h` : `${Math.floor(s / 86_400)} d`;
}

export function clockTime(at: string): string {
  return clock.format(new Date(at));
}

function megabytes(bytes: number): string {
  return whole.format(bytes / 1_048_576);
}
