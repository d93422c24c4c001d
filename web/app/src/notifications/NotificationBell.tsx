import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { panels, showNotifications } from "../workspace/panels";

/** The bell, with how many reasons to look wait. */
export function NotificationBell() {
  const { inbox } = useWorkspace();
  const unread = useStore(inbox.state, (state) => state.unread);
  const open = useStore(panels, (state) => state.notifications);

  return (
    <button
      type="button"
      id="notification-bell"
      className="icon-button"
      aria-label={unread > 0 ? `Notifications, ${unread} unread` : "Notifications"}
      aria-expanded={open}
      aria-haspopup="dialog"
      data-testid="notification-bell"
      onClick={() => showNotifications(!open)}
    >
      <Icon name="bell" size={19} />
      {unread > 0 && (
        <span className="badge badge--mention bell__badge" data-testid="notification-badge" aria-hidden="true">
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </button>
  );
}
