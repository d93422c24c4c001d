import type { WatchedNode } from "@worksync/sdk";
import { useEffect, useMemo } from "react";
import { useStore } from "../state/store";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { goHome } from "../workspace/route";
import { ErrorTable } from "./ErrorTable";
import { nodeName, totals } from "./figures";
import { NodeTable } from "./NodeTable";
import { Operations, type OperationsState } from "./operations";
import { Totals } from "./Totals";

/** How the server is, live, for those who run it. */
export default function OperationsScreen() {
  const { client, me } = useWorkspace();
  const operations = useMemo(() => new Operations(client), [client]);
  const state = useStore(operations.state, (now) => now);
  const admin = me.role === "admin";

  useEffect(() => {
    if (!admin) return;
    void operations.open();
    return () => operations.close();
  }, [operations, admin]);

  return (
    <>
      <header className="channel-header">
        <button type="button" className="icon-button channel-header__back" aria-label="Back to all channels" onClick={goHome}>
          <Icon name="back" size={20} />
        </button>
        <Icon name="pulse" />
        <div className="channel-header__titles">
          <h1 className="truncate">Operations</h1>
          {state.kind === "watching" && <p className="channel-header__subtitle truncate">{summary(state.nodes)}</p>}
        </div>
      </header>
      {admin ? <Content state={state} onRetry={() => void operations.open()} /> : <Denied />}
    </>
  );
}

function Content({ state, onRetry }: { state: OperationsState; onRetry: () => void }) {
  switch (state.kind) {
    case "loading":
      return (
        <p className="ops__wait" role="status">
          <span className="spinner" />
          Listening to the nodes…
        </p>
      );
    case "refused":
      return <Denied />;
    case "failed":
      return (
        <EmptyState icon="alert" title="The nodes cannot be heard" text={state.reason}>
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        </EmptyState>
      );
    case "watching":
      return state.nodes.length === 0 ? <Nobody /> : <Nodes nodes={state.nodes} />;
  }
}

function Nodes({ nodes }: { nodes: readonly WatchedNode[] }) {
  return (
    <div className="ops" data-testid="ops" tabIndex={0} role="region" aria-label="Nodes of the server">
      <Totals nodes={nodes} />
      <NodeTable nodes={nodes} />
      <ErrorTable nodes={nodes} />
      <p className="visually-hidden" role="status">
        {silence(nodes)}
      </p>
    </div>
  );
}

function Nobody() {
  return (
    <EmptyState icon="pulse" title="No node has told anything yet" text="Each one does so every few seconds, over Redis." />
  );
}

function Denied() {
  return (
    <div className="ops__denied" data-testid="ops-denied">
      <EmptyState icon="lock" title="This page is for admins" text="Ask whoever runs WorkSync here for the role admin.">
        <button type="button" className="button" onClick={goHome}>
          Go back
        </button>
      </EmptyState>
    </div>
  );
}

function summary(nodes: readonly WatchedNode[]): string {
  const { heard, silent } = totals(nodes);
  return `Live · ${heard} ${heard === 1 ? "node" : "nodes"}${silent > 0 ? `, ${silent} silent` : ""}`;
}

/** The one change that is worth being read out; numbers change all the time. */
function silence(nodes: readonly WatchedNode[]): string {
  const silent = nodes.filter((watched) => watched.silent).map(({ node }) => nodeName(node.id));
  return silent.length === 0 ? "" : `Not heard of any more: ${silent.join(", ")}`;
}
