import type { MyChannel } from "@worksync/sdk";
import { Dialog } from "../ui/Dialog";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog, showDetails } from "../workspace/panels";
import { replaceRoute } from "../workspace/route";

export function LeaveChannelDialog({ channel }: { channel: MyChannel }) {
  const { channels } = useWorkspace();
  const leave = () => {
    closeDialog();
    channels
      .leave(channel.id)
      .then(() => {
        showDetails(false);
        replaceRoute({ channelId: null, seq: null });
      })
      .catch(showProblem("You are still in the channel"));
  };
  return (
    <Dialog title={`Leave #${channel.name}?`} onClose={closeDialog}>
      <div className="dialog__body">
        <p className="dialog__lead">
          {channel.kind === "private"
            ? "It is private: to come back, somebody in it has to add you."
            : "You can join again at any time."}
        </p>
        <div className="dialog__actions">
          <button type="button" className="button" data-autofocus onClick={closeDialog}>
            Stay
          </button>
          <button type="button" className="button button--danger" data-testid="confirm-leave" onClick={leave}>
            Leave channel
          </button>
        </div>
      </div>
    </Dialog>
  );
}
