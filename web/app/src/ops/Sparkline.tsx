const WIDTH = 160;
const HEIGHT = 40;
const MARGIN = 3;

/** A line that shows where a number comes from; the number itself stands beside it. */
export function Sparkline({ series, label }: { series: readonly number[]; label: string }) {
  const first = series[0];
  const last = series.at(-1);
  if (first === undefined || last === undefined || series.length < 2) return null;
  const path = line(series)
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(" L");
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: from ${first} to ${last}, at most ${Math.max(...series)}`}
    >
      <path className="sparkline__ground" d={`M${path} L${WIDTH},${HEIGHT} L0,${HEIGHT} Z`} />
      <path className="sparkline__line" d={`M${path}`} />
    </svg>
  );
}

/** The newest at the right edge; a number that does not change is a line in the middle. */
function line(series: readonly number[]): [number, number][] {
  const low = Math.min(...series);
  const range = Math.max(...series) - low;
  const step = WIDTH / (series.length - 1);
  return series.map((value, i) => {
    const share = range === 0 ? 0.5 : (value - low) / range;
    return [i * step, HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)];
  });
}
