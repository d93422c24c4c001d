import { useStore } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { chooseTheme, theme, type Theme } from "../ui/theme";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { openDialog } from "../workspace/panels";
import { goToOperations } from "../workspace/route";
import { Avatar } from "./Avatar";

const themes: readonly { theme: Theme; label: string; icon: IconName }[] = [
  { theme: "system", label: "Theme of the system", icon: "monitor" },
  { theme: "light", label: "Light theme", icon: "sun" },
  { theme: "dark", label: "Dark theme", icon: "moon" },
];

/** The person's own corner: how the others see them, the theme, the way out. */
export function MeCard() {
  const workspace = useWorkspace();
  const { me, presences } = workspace;
  const presence = useStore(presences.state, (state) => state[me.id]);
  const chosen = useStore(theme, (state) => state);

  return (
    <footer className="me-card">
      <Avatar userId={me.id} name={me.displayName} size={32} presence={presence} />
      <span className="me-card__name">
        <strong className="truncate">{me.displayName}</strong>
        <span className="truncate">@{me.username}</span>
      </span>
      <Menu label="You and settings" trigger={<Icon name="more" />} className="me-card__menu">
        {themes.map((choice) => (
          <button
            key={choice.theme}
            type="button"
            className="menu__item"
            role="menuitemradio"
            aria-checked={chosen === choice.theme}
            onClick={() => chooseTheme(choice.theme)}
          >
            <Icon name={choice.icon} size={16} />
            {choice.label}
          </button>
        ))}
        <div className="menu__line" role="separator" />
        <button
          type="button"
          className="menu__item"
          role="menuitem"
          data-testid="devices"
          onClick={() => openDialog("devices")}
        >
          <Icon name="laptop" size={16} />
          Devices
        </button>
        {me.role === "admin" && (
          <button
            type="button"
            className="menu__item"
            role="menuitem"
            data-testid="operations"
            onClick={goToOperations}
          >
            <Icon name="pulse" size={16} />
            Operations
          </button>
        )}
        <button
          type="button"
          className="menu__item"
          role="menuitem"
          data-testid="sign-out"
          onClick={() => void workspace.signOut().catch(showProblem("Signing out did not work"))}
        >
          <Icon name="leave" size={16} />
          Sign out
        </button>
      </Menu>
    </footer>
  );
}
