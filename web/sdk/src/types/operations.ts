/** What processes of the server say of themselves, for admins. */

/** One process of the server, as it says of itself every few seconds. */
export interface ServiceNode {
  /** Of one life only: a process that is started again is another node. */
  id: string;
  /** Such as `gateway` or `chat-service`. */
  service: string;
  version: string;
  startedAt: string;
  load: NodeLoad;
  /** The last warnings and errors that it logged, newest first. */
  errors: LoggedError[];
}

/** How much a node has to do right now; null is what a node of its service does not have. */
export interface NodeLoad {
  /** Open sockets and streams. */
  connections: number | null;
  /** Connection × topic. */
  subscriptions: number | null;
  /** Handed on to subscriptions, since the report before. */
  deliveriesPerSecond: number | null;
  /** Calls that are not answered yet. */
  callsUnderWay: number | null;
  /** How long the oldest event has waited for Redis and Kafka. */
  outboxAgeSeconds: number | null;
  /** How many records of Kafka the consumer is behind that is furthest behind. */
  lagRecords: number | null;
  heapBytes: number;
  maxHeapBytes: number;
  /** The worst that something due on an event loop was late, since the report before. */
  loopDelayMillis: number;
}

/** A warning or an error that a node logged, without anything that a person wrote. */
export interface LoggedError {
  /** When it was logged the last time. */
  at: string;
  severity: "warning" | "error";
  logger: string;
  /** As the code has it: numbers, and `…` for what else was filled in. */
  message: string;
  /** The kind of the exception behind it. */
  failure: string | null;
  /** Finds the call in logs and traces. */
  traceId: string | null;
  /** How often it was logged in a row. */
  times: number;
}
