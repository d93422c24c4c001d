import type { LoggedError, WatchedNode } from "@worksync/sdk";

/** As long as a report counts. */
const REPORT_MS = 15_000;

/** A node's line with errors: where it was logged beside what. */
export interface NodeError extends LoggedError {
  nodeId: string;
}

/** Nodes of one service. */
export interface ServiceGroup {
  service: string;
  nodes: readonly WatchedNode[];
}

/** The order in which a message meets them. */
const ORDER = ["gateway", "chat-service", "presence-service", "notification-service", "signaling-service"];

/** One group a service: those that everybody knows in their order, others after them. */
export function byService(nodes: readonly WatchedNode[]): ServiceGroup[] {
  const groups = new Map<string, WatchedNode[]>();
  for (const watched of nodes) {
    const group = groups.get(watched.node.service);
    if (group) group.push(watched);
    else groups.set(watched.node.service, [watched]);
  }
  return [...groups]
    .map(([service, members]) => ({ service, nodes: members }))
    .sort((a, b) => rank(a.service) - rank(b.service) || a.service.localeCompare(b.service));
}

function rank(service: string): number {
  const at = ORDER.indexOf(service);
  return at < 0 ? ORDER.length : at;
}

/** Of the nodes that are heard: what together, and of what the worst. Null where no node has it. */
export interface Totals {
  connections: number | null;
  deliveriesPerSecond: number | null;
  lagRecords: number | null;
  outboxAgeSeconds: number | null;
  heard: number;
  silent: number;
}

export function totals(nodes: readonly WatchedNode[]): Totals {
  const heard = nodes.filter((watched) => !watched.silent);
  const all = (figure: (watched: WatchedNode) => number | null) => heard.map(figure).filter((value) => value !== null);
  return {
    connections: sum(all(({ node }) => node.load.connections)),
    deliveriesPerSecond: sum(all(({ node }) => node.load.deliveriesPerSecond)),
    lagRecords: max(all(({ node }) => node.load.lagRecords)),
    outboxAgeSeconds: max(all(({ node }) => node.load.outboxAgeSeconds)),
    heard: heard.length,
    silent: nodes.length - heard.length,
  };
}

function sum(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
}

function max(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

/**
 * How many were connected in all, every `stepMs` up to now. A node counts with what it told last, as long as that is not
 * too old; times of which nothing is known are left out.
 */
export function connectionsOverTime(nodes: readonly WatchedNode[], now: number, stepMs = 3_000, steps = 40): number[] {
  const series: number[] = [];
  for (let i = steps - 1; i >= 0; i--) {
    const at = now - i * stepMs;
    const counts = nodes.flatMap(({ connections }) => {
      const last = connections.findLast((sample) => sample.at <= at);
      return last && at - last.at <= REPORT_MS ? [last.count] : [];
    });
    const total = sum(counts);
    if (total !== null) series.push(total);
  }
  return series;
}

/** What all nodes logged last, newest first. */
export function recentErrors(nodes: readonly WatchedNode[], limit = 50): NodeError[] {
  return nodes
    .flatMap(({ node }) => node.errors.map((error) => ({ ...error, nodeId: node.id })))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, limit);
}

/** The last part of a logger's name, which is the class. */
export function shortLogger(logger: string): string {
  return logger.slice(logger.lastIndexOf(".") + 1) || logger;
}

/** A node's name without the mark of its life, where it has one. */
export function nodeName(id: string): string {
  return /^(.+)-[0-9a-f]{8}$/.exec(id)?.[1] ?? id;
}
