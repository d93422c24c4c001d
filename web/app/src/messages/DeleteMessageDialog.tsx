import type { Message } from "@worksync/sdk";
import { Dialog } from "../ui/Dialog";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

/** Asks before a message goes for good. */
export function DeleteMessageDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { conversations } = useWorkspace();
  const remove = () => {
    onClose();
    conversations.remove(message).catch(showProblem("The message was not deleted"));
  };
  return (
    <Dialog title="Delete this message?" onClose={onClose}>
      <div className="dialog__body">
        <blockquote className="quote">{message.text}</blockquote>
        <p className="dialog__lead">It disappears for everybody. This can’t be undone.</p>
        <div className="dialog__actions">
          <button type="button" className="button" data-autofocus onClick={onClose}>
            Keep it
          </button>
          <button type="button" className="button button--danger" data-testid="confirm-delete" onClick={remove}>
            Delete
          </button>
        </div>
      </div>
    </Dialog>
  );
}
