import { Dialog } from "../ui/Dialog";
import { closeDialog } from "../workspace/panels";
import { SHORTCUTS } from "./shortcuts";

/** The keys that a meeting knows. */
export function ShortcutsDialog() {
  return (
    <Dialog title="Keyboard shortcuts" onClose={closeDialog}>
      <dl className="dialog__body shortcuts" data-testid="shortcuts-dialog">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys} className="shortcuts__line">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
