import { canEncrypt, WorkSyncError, type Meeting, type MyChannel } from "@worksync/sdk";
import { useState, type FormEvent } from "react";
import { Dialog } from "../ui/Dialog";
import { describeProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";
import { copyJoinLink, joinLink } from "./join-link";

const TITLE_LIMIT = 120;

/** Starts a meeting with options, or plans one for later. */
export function NewMeetingDialog({ channel }: { channel: MyChannel }) {
  const { room, ringing, client } = useWorkspace();
  const [title, setTitle] = useState("");
  const [when, setWhen] = useState("");
  const [lobby, setLobby] = useState(false);
  const [e2ee, setE2ee] = useState(false);
  const [relayOnly, setRelayOnly] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [planned, setPlanned] = useState<Meeting | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const wanted = { channelId: channel.id, lobby, e2ee, relayOnly, ...(title.trim() && { title: title.trim() }) };
    try {
      if (when) {
        setPlanned(await client.meetings.start({ ...wanted, scheduledFor: new Date(when).toISOString() }));
      } else {
        ringing.began(await room.start({ ...wanted, ring: true }));
        closeDialog();
      }
    } catch (error) {
      const fields = error instanceof WorkSyncError ? error.errors : [];
      setProblem(fields.map(({ message }) => message).join(" ") || describeProblem(error));
    } finally {
      setBusy(false);
    }
  };

  if (planned) return <Planned meeting={planned} />;
  return (
    <Dialog title="New meeting" onClose={closeDialog}>
      <form className="dialog__body" onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span className="field__label">Title (optional)</span>
          <input className="input" data-testid="meeting-title" data-autofocus maxLength={TITLE_LIMIT} value={title} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label className="field">
          <span className="field__label">When (leave empty to start now)</span>
          <input className="input" type="datetime-local" data-testid="meeting-when" value={when} onChange={(event) => setWhen(event.target.value)} />
        </label>
        <Check hook="option-lobby" label="Lobby" hint="Whoever comes waits until a host lets them in." on={lobby} onChange={setLobby} />
        <Check
          hook="option-e2ee"
          label="Encrypt from end to end"
          hint={canEncrypt() ? "Not even the server can see or hear it. It can’t be recorded." : "This browser can’t do it."}
          on={e2ee}
          disabled={!canEncrypt()}
          onChange={setE2ee}
        />
        <Check hook="option-relay" label="Hide addresses" hint="Sound and pictures go through a relay, so that nobody learns where the others are." on={relayOnly} onChange={setRelayOnly} />
        <p className="field__error" role="alert">
          {problem}
        </p>
        <div className="dialog__actions">
          <button type="button" className="button" onClick={closeDialog}>
            Cancel
          </button>
          <button type="submit" className="button button--primary" data-testid="create-meeting" disabled={busy}>
            {when ? "Plan meeting" : "Start now"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Planned({ meeting }: { meeting: Meeting }) {
  return (
    <Dialog title="The meeting is planned" onClose={closeDialog}>
      <div className="dialog__body">
        <p className="dialog__lead">With this link people join, now or then. It works for everybody who can sign in.</p>
        <input className="input" readOnly aria-label="Join link" data-testid="join-link" value={joinLink(meeting)} onFocus={(event) => event.target.select()} />
        <div className="dialog__actions">
          <button type="button" className="button" onClick={closeDialog}>
            Close
          </button>
          <button type="button" className="button button--primary" onClick={() => void copyJoinLink(meeting)}>
            Copy link
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface CheckProps {
  hook: string;
  label: string;
  hint: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

function Check({ hook, label, hint, on, disabled = false, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" data-testid={hook} checked={on} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  );
}
