import { frameKey, FrameKeys, FrameSealer, openFrame, type FrameKind } from "./frames.js";
import type { FromWorker, ToWorker, TransformOptions } from "./worker-messages.js";

/** A frame of a sender or receiver, as far as it is used here. */
interface EncodedFrame {
  data: ArrayBuffer;
  /** Of pictures only. */
  type?: "key" | "delta" | "empty";
}

interface Transformer {
  readable: ReadableStream<EncodedFrame>;
  writable: WritableStream<EncodedFrame>;
  options: TransformOptions;
  sendKeyFrameRequest?(): Promise<void>;
}

interface Scope {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

/** The page is told at most so often that a key is missing. */
const TELL_EVERY_MS = 1_000;
/** Another key frame is asked for at most so often. */
const ASK_EVERY_MS = 500;

let sealer: FrameSealer | null = null;
const others = new Map<string, FrameKeys>();
const toldAt = new Map<string, number>();

scope.onmessage = ({ data }) => void take(data);
scope.onrtctransform = ({ transformer }) => {
  const { options, readable, writable } = transformer;
  const transform = options.side === "send" ? sending(options) : receiving(transformer, options);
  // ends with the connection
  readable.pipeThrough(new TransformStream({ transform })).pipeTo(writable).catch(() => {});
};

async function take(message: ToWorker): Promise<void> {
  switch (message.type) {
    case "own-key":
      sealer = new FrameSealer(message.keyId, await frameKey(message.key));
      break;
    case "key": {
      const keys = others.get(message.participantId) ?? new FrameKeys();
      keys.set(message.keyId, await frameKey(message.key));
      others.set(message.participantId, keys);
      break;
    }
    case "forget":
      others.delete(message.participantId);
      toldAt.delete(message.participantId);
      break;
  }
}

type Transform = (frame: EncodedFrame, controller: TransformStreamDefaultController<EncodedFrame>) => Promise<void>;

/** Without a key nothing leaves. */
function sending({ kind }: TransformOptions): Transform {
  return async (frame, controller) => {
    if (!sealer) return;
    frame.data = await sealer.seal(frame.data, kindOf(frame, kind));
    controller.enqueue(frame);
  };
}

/** What can't be opened is not shown. */
function receiving(transformer: Transformer, { kind, participantId }: TransformOptions): Transform {
  let missing = false;
  let askedAt = 0;
  return async (frame, controller) => {
    const keys = others.get(participantId);
    const opened = keys ? await openFrame(frame.data, kindOf(frame, kind), keys) : "unknown-key";
    if (opened instanceof ArrayBuffer) {
      // a picture whose predecessors are missing is of no use: ask for one that needs none
      if (missing && frame.type === "delta") {
        if (Date.now() - askedAt < ASK_EVERY_MS) return;
        askedAt = Date.now();
        await transformer.sendKeyFrameRequest?.().catch(() => {});
        return;
      }
      missing = false;
      frame.data = opened;
      controller.enqueue(frame);
      return;
    }
    missing = true;
    if (opened === "unknown-key") tellMissing(participantId);
  };
}

function kindOf(frame: EncodedFrame, kind: FrameKind["kind"]): FrameKind {
  return { kind, isKey: frame.type === "key" };
}

function tellMissing(participantId: string): void {
  const now = Date.now();
  if (now - (toldAt.get(participantId) ?? 0) < TELL_EVERY_MS) return;
  toldAt.set(participantId, now);
  scope.postMessage({ type: "missing-key", participantId });
}
