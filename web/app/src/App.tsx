import type { Session } from "./session/session";
import { SignIn } from "./session/SignIn";
import { Unavailable } from "./session/Unavailable";
import { useStore } from "./state/store";
import { Splash } from "./workspace/Splash";
import { WorkspaceProvider } from "./workspace/context";
import type { Opening } from "./workspace/opening";
import { WorkspaceScreen } from "./workspace/WorkspaceScreen";

/** What the person sees first: the door, the way in, or the workspace. */
export function App({ session, opening }: { session: Session; opening: Opening }) {
  const state = useStore(session.state, (s) => s);
  const entry = useStore(opening.state, (s) => s);

  switch (state.kind) {
    case "starting":
      return <Splash />;
    case "unavailable":
      return <Unavailable reason={state.reason} onRetry={() => void session.start()} />;
    case "signed-out":
      return <SignIn session={session} notice={state.notice} />;
    case "signed-in":
      if (entry.kind === "opening") return <Splash problem={entry.problem} />;
      if (entry.kind === "refused") return <Unavailable reason={entry.reason} onRetry={() => opening.retry()} />;
      return (
        <WorkspaceProvider value={entry.workspace}>
          <WorkspaceScreen />
        </WorkspaceProvider>
      );
  }
}
