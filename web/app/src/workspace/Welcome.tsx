import { useStore } from "../state/store";
import { EmptyState } from "../ui/EmptyState";
import { useWorkspace } from "./context";
import { openDialog } from "./panels";
import { goHome } from "./route";

/** The main column while no channel is open. */
export function Welcome({ missing }: { missing: boolean }) {
  const { channels, me } = useWorkspace();
  const loaded = useStore(channels.state, (state) => state.loaded);
  if (!loaded) return null;

  if (missing) {
    return (
      <EmptyState icon="compass" title="This channel isn’t here" text="It may have been removed, or you are not a member of it.">
        <button type="button" className="button" onClick={goHome}>
          Go back
        </button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="message"
      title={`Hello, ${me.displayName}`}
      text={
        me.role === "guest"
          ? "Channels that you are added to show up on the left."
          : "Pick a conversation on the left, or start one with somebody you work with."
      }
    >
      <button type="button" className="button button--primary" onClick={() => openDialog("new-direct")}>
        New message
      </button>
    </EmptyState>
  );
}
