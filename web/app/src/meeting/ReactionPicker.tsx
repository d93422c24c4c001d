import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";

const EMOJI: readonly (readonly [emoji: string, name: string])[] = [
  ["👍", "Thumbs up"],
  ["❤️", "Heart"],
  ["😂", "Laughing"],
  ["🎉", "Party"],
  ["👏", "Applause"],
  ["😮", "Surprised"],
];

/** Shows everybody a feeling for a moment. */
export function ReactionPicker({ disabled }: { disabled: boolean }) {
  const { room } = useWorkspace();
  if (disabled) return null;
  return (
    <Menu label="React" trigger={<Icon name="smile" size={22} />} triggerClass="control" className="menu-anchor--up reactions">
      <div className="reactions__row">
        {EMOJI.map(([emoji, name]) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            className="reactions__emoji"
            aria-label={name}
            data-testid={`reaction-${emoji}`}
            onClick={() => void room.react(emoji).catch(showProblem("The reaction was not sent"))}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Menu>
  );
}
