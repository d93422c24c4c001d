import type { Message } from "@worksync/sdk";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { useAutosize } from "./autosize";
import { TEXT_LIMIT } from "./limits";

/** Changes one's own message in place. Enter saves, Escape gives up; a failed save keeps what was typed. */
export function MessageEditor({ message, onDone }: { message: Message; onDone: () => void }) {
  const { conversations } = useWorkspace();
  const [text, setText] = useState(message.text);
  const [saving, setSaving] = useState(false);
  const ref = useRef<HTMLTextAreaElement>(null);
  useAutosize(ref, text);

  useEffect(() => {
    const field = ref.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
    field?.scrollIntoView({ block: "nearest" });
  }, []);

  const save = async () => {
    const next = text.trim();
    if (next === "" || next === message.text) return onDone();
    setSaving(true);
    try {
      await conversations.edit(message, next);
      onDone();
    } catch (error) {
      setSaving(false);
      showProblem("The change was not saved")(error);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onDone();
    } else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    }
  };

  return (
    <div className="editor">
      <textarea
        ref={ref}
        className="input editor__field"
        aria-label="Edit message"
        data-testid="edit-message"
        rows={1}
        maxLength={TEXT_LIMIT}
        value={text}
        readOnly={saving}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p className="editor__actions">
        <button type="button" className="button button--primary" disabled={saving} onClick={() => void save()}>
          Save
        </button>
        <button type="button" className="button button--quiet" disabled={saving} onClick={onDone}>
          Cancel
        </button>
        <span className="editor__hint">Enter saves, Esc cancels</span>
      </p>
    </div>
  );
}
