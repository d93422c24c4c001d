import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { typingSentence } from "./typing";

const nobody: readonly string[] = [];

/** "Aisha is typing…", with three quiet dots. */
export function TypingIndicator({ channelId }: { channelId: string }) {
  const { typing, people } = useWorkspace();
  const userIds = useStore(typing.state, (state) => state[channelId] ?? nobody);
  const byId = useStore(people.state, (state) => state.byId);
  const sentence = typingSentence(userIds.map((id) => firstName(byId[id]?.displayName ?? "Somebody")));

  return (
    <p className="typing" aria-live="polite">
      {sentence && (
        <span data-testid="typing-indicator">
          <span className="typing__dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {sentence}
        </span>
      )}
    </p>
  );
}

function firstName(displayName: string): string {
  return displayName.split(/\s+/)[0] || displayName;
}
