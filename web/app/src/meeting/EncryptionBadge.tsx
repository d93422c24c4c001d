import type { EncryptionState } from "@worksync/sdk";
import { useState } from "react";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";

/** That the meeting is encrypted from end to end, and the words to make sure of it. */
export function EncryptionBadge({ state: { code, missing } }: { state: EncryptionState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="meeting__badge meeting__badge--button" data-testid="encryption-badge" aria-label="Encrypted from end to end: show the code" onClick={() => setOpen(true)}>
        <Icon name="shield" size={14} />
        <span className="meeting__badge-text">Encrypted</span>
      </button>
      {open && (
        <Dialog title="Encrypted from end to end" onClose={() => setOpen(false)}>
          <div className="dialog__body">
            <p className="dialog__lead">
              Only those in the meeting can see and hear it, not the server. To be sure that nobody stands in between, read these words to each other: they are the same for everybody.
            </p>
            {code ? (
              <ol className="code-words" data-testid="encryption-code" aria-label="Code to compare">
                {code.map((word, index) => (
                  <li key={index}>{word}</li>
                ))}
              </ol>
            ) : (
              <p role="status">{missing.length > 0 ? "Waiting for the keys of everybody…" : "One moment…"}</p>
            )}
            <p className="field__hint">There are new words whenever somebody comes or goes.</p>
          </div>
        </Dialog>
      )}
    </>
  );
}
