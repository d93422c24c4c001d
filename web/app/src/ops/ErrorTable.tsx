import type { WatchedNode } from "@worksync/sdk";
import { nodeName, recentErrors, shortLogger, type NodeError } from "./figures";
import { clockTime } from "./words";

/** What the server sends for a text of which it does not know that nobody's words are in it. */
const HIDDEN = "…";

/** What nodes warned of lately. What people wrote is never in it; a trace id leads to the log. */
export function ErrorTable({ nodes }: { nodes: readonly WatchedNode[] }) {
  const errors = recentErrors(nodes);
  return (
    <section className="ops__section" aria-labelledby="ops-errors">
      <h2 id="ops-errors">Recent warnings and errors</h2>
      {errors.length === 0 ? (
        <p className="ops__nothing">No node has warned of anything since it was started.</p>
      ) : (
        <table className="ops__errors" role="table" aria-labelledby="ops-errors">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Time
              </th>
              <th role="columnheader" scope="col">
                Node
              </th>
              <th role="columnheader" scope="col">
                What
              </th>
              <th role="columnheader" scope="col">
                Trace
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {errors.map((error) => (
              <Line key={`${error.nodeId} ${error.at} ${error.message}`} error={error} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Line({ error }: { error: NodeError }) {
  return (
    <tr role="row" className="ops__error" data-testid="ops-error" data-severity={error.severity}>
      <td role="cell" className="ops__time">
        <time dateTime={error.at}>{clockTime(error.at)}</time>
      </td>
      <td role="cell" className="ops__where">
        {nodeName(error.nodeId)}
      </td>
      <td role="cell" className="ops__what">
        <span className="ops__severity">{error.severity}</span>
        {error.message === HIDDEN ? (
          <span className="ops__hidden">A library’s own text, only in the node’s log</span>
        ) : (
          <span className="ops__message">{error.message}</span>
        )}
        {error.times > 1 && <span className="ops__times">{error.times} times</span>}
        <span className="ops__logger" title={error.logger}>
          {shortLogger(error.logger)}
          {error.failure && ` · ${error.failure}`}
        </span>
      </td>
      <td role="cell" className="ops__trace">
        {error.traceId && <code>{error.traceId}</code>}
      </td>
    </tr>
  );
}
