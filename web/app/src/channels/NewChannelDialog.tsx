import { useState, type FormEvent } from "react";
import { WorkSyncError } from "@worksync/sdk";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { describeProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";
import { goToChannel } from "../workspace/route";

const NAME_LIMIT = 80;
const PURPOSE_LIMIT = 250;

/** Channel names are short and without spaces, so that they can be written in a sentence. */
export function asChannelName(typed: string): string {
  return typed.toLowerCase().replace(/^[#\s]+/, "").replace(/\s+/g, "-");
}

export function NewChannelDialog() {
  const { channels } = useWorkspace();
  const [name, setName] = useState("");
  const [purpose, setPurpose] = useState("");
  const [kind, setKind] = useState<"public" | "private">("public");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const channel = await channels.create(name, kind, purpose.trim());
      closeDialog();
      goToChannel(channel.id);
    } catch (error) {
      setBusy(false);
      setProblem(fieldProblem(error));
    }
  };

  return (
    <Dialog title="New channel" onClose={closeDialog}>
      <form className="dialog__body" onSubmit={(event) => void submit(event)}>
        <label className="field">
          <span className="field__label">Name</span>
          <input
            className="input"
            data-testid="create-channel-name"
            data-autofocus
            required
            maxLength={NAME_LIMIT}
            autoComplete="off"
            placeholder="e.g. spring-launch"
            value={name}
            aria-invalid={problem !== null}
            aria-describedby="create-channel-problem"
            onChange={(event) => setName(asChannelName(event.target.value))}
          />
          <span id="create-channel-problem" className="field__error" role="alert">
            {problem}
          </span>
        </label>
        <label className="field">
          <span className="field__label">What is it about? (optional)</span>
          <input className="input" maxLength={PURPOSE_LIMIT} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        </label>
        <fieldset className="choices">
          <legend>Who can join</legend>
          <label className="choice">
            <input type="radio" name="kind" checked={kind === "public"} onChange={() => setKind("public")} />
            <Icon name="hash" size={16} />
            Public
            <small>Everybody can find and join it.</small>
          </label>
          <label className="choice">
            <input type="radio" name="kind" checked={kind === "private"} onChange={() => setKind("private")} />
            <Icon name="lock" size={16} />
            Private
            <small>Only people who were added see it.</small>
          </label>
        </fieldset>
        <div className="dialog__actions">
          <button type="button" className="button" onClick={closeDialog}>
            Cancel
          </button>
          <button type="submit" className="button button--primary" data-testid="create-channel-submit" disabled={busy || !name}>
            {busy ? "Creating…" : "Create channel"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function fieldProblem(error: unknown): string {
  const fields = error instanceof WorkSyncError ? error.errors : [];
  return fields.map((field) => field.message).join(" ") || describeProblem(error);
}
