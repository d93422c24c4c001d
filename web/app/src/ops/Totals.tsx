import type { WatchedNode } from "@worksync/sdk";
import type { ReactNode } from "react";
import { connectionsOverTime, totals } from "./figures";
import { Sparkline } from "./Sparkline";
import { count, rate, seconds } from "./words";

/** More than this is worth a look; the alerts have the same limits. */
const LONG_LAG = 5_000;
const LONG_WAIT_SECONDS = 60;

/** The few numbers that say whether all is well. */
export function Totals({ nodes }: { nodes: readonly WatchedNode[] }) {
  const all = totals(nodes);
  const series = connectionsOverTime(nodes, Date.now());
  return (
    <dl className="ops__totals">
      <Total name="Connections" value={count(all.connections)} hook="ops-connections" wide>
        <Sparkline series={series} label="Connections in the last two minutes" />
      </Total>
      <Total name="Deliveries a second" value={rate(all.deliveriesPerSecond)} />
      <Total
        name="Consumer lag"
        value={count(all.lagRecords)}
        note="records, the longest"
        bad={(all.lagRecords ?? 0) > LONG_LAG}
      />
      <Total
        name="Outbox"
        value={seconds(all.outboxAgeSeconds)}
        note="the oldest has waited"
        bad={(all.outboxAgeSeconds ?? 0) > LONG_WAIT_SECONDS}
      />
    </dl>
  );
}

interface TotalProps {
  name: string;
  value: string;
  note?: string;
  hook?: string;
  wide?: boolean;
  bad?: boolean;
  children?: ReactNode;
}

function Total({ name, value, note, hook, wide = false, bad = false, children }: TotalProps) {
  return (
    <div className={wide ? "ops__total ops__total--wide" : "ops__total"} data-bad={bad || undefined}>
      <dt>{name}</dt>
      <dd data-testid={hook}>{value}</dd>
      {note && <dd className="ops__note">{note}</dd>}
      {children && <dd className="ops__picture">{children}</dd>}
    </div>
  );
}
