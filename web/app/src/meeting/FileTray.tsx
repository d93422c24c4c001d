import { IncomingTransfer } from "@worksync/sdk";
import { useState } from "react";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { hiddenTransfers, hideTransfer } from "./hidden-transfers";
import type { AnyTransfer } from "./room-state";
import { saveBlob } from "./save";
import { sizeWords, transferWords } from "./transfer-words";

/** Files that people send each other, with what can be done about each. */
export function FileTray() {
  const { room } = useWorkspace();
  const transfers = useStore(room.state, (s) => s.transfers);
  const hidden = useStore(hiddenTransfers, (s) => s);
  const shown = transfers.filter(({ file }) => !hidden.has(file.id)).slice(-4);
  if (shown.length === 0) return null;
  return (
    <ul className="file-tray" aria-label="Files" aria-live="polite">
      {shown.map((transfer) => (
        <FileLine key={transfer.file.id} transfer={transfer} />
      ))}
    </ul>
  );
}

function FileLine({ transfer }: { transfer: AnyTransfer }) {
  const { room } = useWorkspace();
  const other = useStore(room.state, (s) => s.participants.find(({ participantId }) => participantId === transfer.participantId)?.displayName);
  const { file, state, direction, transferred } = transfer;
  const share = file.size === 0 ? (state === "done" ? 1 : 0) : transferred / file.size;
  return (
    <li className="file-line" data-testid="file-transfer" data-state={state} data-direction={direction}>
      <Icon name="file" size={18} />
      <div className="file-line__text">
        <span className="truncate" title={file.name}>
          {file.name} <small>{sizeWords(file.size)}</small>
        </span>
        <small className="truncate">{transferWords(transfer, other ?? "somebody who left")}</small>
        {["active", "paused", "interrupted"].includes(state) && (
          <progress className="file-line__progress" value={share} max={1} aria-label={`${file.name}: ${Math.round(share * 100)} %`} />
        )}
      </div>
      <Actions transfer={transfer} />
    </li>
  );
}

function Actions({ transfer }: { transfer: AnyTransfer }) {
  const [accepting, setAccepting] = useState(false);
  const { state, file } = transfer;
  if (transfer instanceof IncomingTransfer && state === "offered") {
    const accept = async () => {
      setAccepting(true);
      try {
        await transfer.accept();
      } catch (error) {
        // Whoever closes the browser's dialog only thought better of it.
        if (!(error instanceof DOMException && error.name === "AbortError")) showProblem("The file can’t be received")(error);
      } finally {
        setAccepting(false);
      }
    };
    return (
      <span className="file-line__actions">
        <button type="button" className="button button--quiet" data-testid="decline-file" onClick={() => transfer.decline()}>
          Decline
        </button>
        <button type="button" className="button button--primary" data-testid="accept-file" disabled={accepting} onClick={() => void accept()}>
          Accept
        </button>
      </span>
    );
  }
  const blob = transfer instanceof IncomingTransfer ? transfer.blob : null;
  const paused = state === "paused";
  return (
    <span className="file-line__actions">
      {blob && (
        <button type="button" className="button button--primary" data-testid="save-file" onClick={() => saveBlob(blob, file.name)}>
          Save
        </button>
      )}
      {(state === "active" || paused) && (
        <button type="button" className="button button--quiet" data-testid="pause-file" onClick={() => (paused ? transfer.resume() : transfer.pause())}>
          {paused ? "Go on" : "Pause"}
        </button>
      )}
      <button
        type="button"
        className="icon-button icon-button--small"
        aria-label={transfer.isOver ? `Hide ${file.name}` : `Cancel ${file.name}`}
        data-testid={transfer.isOver ? "hide-file" : "cancel-file"}
        onClick={() => (transfer.isOver ? hideTransfer(file.id) : transfer.cancel())}
      >
        <Icon name="close" size={16} />
      </button>
    </span>
  );
}
