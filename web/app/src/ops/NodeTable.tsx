import type { WatchedNode } from "@worksync/sdk";
import { byService, nodeName, type ServiceGroup } from "./figures";
import { count, duration, memory, millis, NONE, rate, seconds } from "./words";

interface Figure {
  name: string;
  of: (watched: WatchedNode) => string;
}

const FIGURES: readonly Figure[] = [
  { name: "Connections", of: ({ node }) => count(node.load.connections) },
  { name: "Subscriptions", of: ({ node }) => count(node.load.subscriptions) },
  { name: "Deliveries/s", of: ({ node }) => rate(node.load.deliveriesPerSecond) },
  { name: "Calls", of: ({ node }) => count(node.load.callsUnderWay) },
  { name: "Outbox", of: ({ node }) => seconds(node.load.outboxAgeSeconds) },
  { name: "Lag", of: ({ node }) => count(node.load.lagRecords) },
  { name: "Loop delay", of: ({ node }) => millis(node.load.loopDelayMillis) },
  { name: "Heap", of: ({ node }) => memory(node.load.heapBytes, node.load.maxHeapBytes) },
];

/** Every node with what it has to do, by service. On a narrow screen each is a card; the roles keep it a table. */
export function NodeTable({ nodes }: { nodes: readonly WatchedNode[] }) {
  return (
    <section className="ops__section" aria-labelledby="ops-nodes">
      <h2 id="ops-nodes">Nodes</h2>
      <table className="ops__nodes" role="table" aria-labelledby="ops-nodes">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Node
            </th>
            {FIGURES.map(({ name }) => (
              <th key={name} role="columnheader" scope="col" className="ops__figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {byService(nodes).map((group) => (
          <Group key={group.service} group={group} />
        ))}
      </table>
    </section>
  );
}

function Group({ group }: { group: ServiceGroup }) {
  return (
    <tbody role="rowgroup">
      <tr role="row" className="ops__service">
        <th role="rowheader" scope="rowgroup" colSpan={FIGURES.length + 1}>
          {group.service}
        </th>
      </tr>
      {group.nodes.map((watched) => (
        <Line key={watched.node.id} watched={watched} />
      ))}
    </tbody>
  );
}

function Line({ watched }: { watched: WatchedNode }) {
  const { node, silent, heardAt } = watched;
  const now = Date.now();
  return (
    <tr
      role="row"
      className="ops__node"
      data-testid="ops-node"
      data-service={node.service}
      data-node={node.id}
      data-state={silent ? "silent" : "heard"}
    >
      <th role="rowheader" scope="row">
        <span className="ops__name">
          <span className="ops__dot" aria-hidden="true" />
          <span className="ops__id" title={node.id}>
            {nodeName(node.id)}
          </span>
          {silent && <span className="ops__mark">silent</span>}
        </span>
        <span className="ops__life">
          {silent ? `last heard ${duration(now - heardAt)} ago` : `up ${duration(now - Date.parse(node.startedAt))}`} ·{" "}
          {node.version}
        </span>
      </th>
      {FIGURES.map(({ name, of }) => {
        const value = silent ? NONE : of(watched);
        return (
          <td key={name} role="cell" className="ops__figure" data-name={name} data-none={value === NONE || undefined}>
            {value}
          </td>
        );
      })}
    </tr>
  );
}
