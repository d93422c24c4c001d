import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

/** One waits to be let in. */
export function LobbyWait({ title }: { title: string }) {
  const { room } = useWorkspace();
  return (
    <div className="lobby-wait" data-testid="lobby-waiting" role="status">
      <span className="lobby-wait__pulse" aria-hidden="true" />
      <h2>Waiting to be let in</h2>
      <p>The hosts of “{title}” know that you are here. You join as soon as one of them lets you in.</p>
      <button type="button" className="button" data-testid="leave-meeting" onClick={() => void room.leave().catch(showProblem("That did not work"))}>
        Don’t wait
      </button>
    </div>
  );
}
