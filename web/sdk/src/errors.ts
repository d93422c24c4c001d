/** One field that was refused, on status 400. */
export interface FieldError {
  field: string;
  message: string;
}

/** What is known of a refusal. */
export interface WorkSyncErrorInit {
  status: number;
  code: number;
  title: string;
  detail?: string | undefined;
  temporary?: boolean | undefined;
  errors?: FieldError[] | undefined;
}

/**
 * A call that didn't succeed.
 *
 * `status` is the HTTP status of the answer, whichever way the call went, or 0 when no answer came (not connected,
 * timeout). `temporary` tells that the same call may succeed later: then, and only then, is repeating it of use.
 */
export class WorkSyncError extends Error {
  override readonly name = "WorkSyncError";
  /** The HTTP status, 0 when there was no answer. */
  readonly status: number;
  /** The code on the socket: the status again, or a protocol code (100–113), or one of the client's own (below 100). */
  readonly code: number;
  /** What happened, in a few words; fit to be shown. */
  readonly title: string;
  /** More about it, where the server said more. */
  readonly detail: string | undefined;
  readonly temporary: boolean;
  /** The refused fields, on status 400. */
  readonly errors: readonly FieldError[];

  constructor(init: WorkSyncErrorInit) {
    super(init.detail ?? init.title);
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.temporary = init.temporary ?? isTemporary(init.status);
    this.errors = init.errors ?? [];
  }
}

/** An error as the protocol carries it. */
export interface ProtocolError {
  code: number;
  message: string;
  temporary?: boolean;
}

/** The status that stands for a protocol code in {@link WorkSyncError.status}. */
const statusOfProtocolCode: Readonly<Record<number, number>> = {
  100: 500,
  101: 401,
  102: 404,
  103: 403,
  104: 404,
  105: 409,
  106: 413,
  107: 400,
  108: 501,
  109: 401,
  110: 401,
  111: 429,
  112: 409,
  113: 409,
};

const titleOfStatus: Readonly<Record<number, string>> = {
  0: "No connection",
  400: "Invalid request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  429: "Too many requests",
  500: "Internal error",
  501: "Not available",
  503: "Temporarily unavailable",
};

function isTemporary(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || (status >= 502 && status <= 504);
}

function isProtocolError(error: unknown): error is ProtocolError {
  return typeof error === "object" && error !== null && typeof (error as ProtocolError).code === "number";
}

/** Makes a {@link WorkSyncError} of whatever the socket's client rejected a call with. */
export function toWorkSyncError(error: unknown): WorkSyncError {
  if (error instanceof WorkSyncError) return error;
  if (!isProtocolError(error)) {
    const detail = error instanceof Error ? error.message : String(error);
    return new WorkSyncError({ status: 0, code: 0, title: "Call failed", detail, temporary: false });
  }
  const { code, message } = error;
  const status = code >= 400 && code < 600 ? code : (statusOfProtocolCode[code] ?? (code < 100 ? 0 : 500));
  const title = titleOfStatus[status] ?? `Error ${status}`;
  // an expired token is replaced by the connection itself, so the call may be repeated
  const temporary = error.temporary === true || code === 109 || isTemporary(status);
  return new WorkSyncError({ status, code, title, detail: message || undefined, temporary });
}

/** What the socket's client says when its transport was closed, or could not be written to. */
const LOST_CONNECTION: readonly number[] = [2, 10, 11];

/** Whether a call got no answer since its connection was lost. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof WorkSyncError && LOST_CONNECTION.includes(error.code);
}

/** The error of a call that found no connection, or no answer, in time. */
export function noAnswer(detail: string): WorkSyncError {
  return new WorkSyncError({ status: 0, code: 1, title: "No connection", detail, temporary: true });
}
