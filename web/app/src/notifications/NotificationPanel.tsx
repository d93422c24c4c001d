import type { Notification } from "@worksync/sdk";
import { useEffect, useRef } from "react";
import { useStore } from "../state/store";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { showNotifications } from "../workspace/panels";
import { goToChannel } from "../workspace/route";
import { NotificationItem } from "./NotificationItem";
import { PushSwitch } from "./PushSwitch";

/** The inbox beside the sidebar. Escape or a click elsewhere closes it. */
export function NotificationPanel() {
  const { inbox } = useWorkspace();
  const state = useStore(inbox.state, (s) => s);
  const panel = useRef<HTMLElement>(null);
  useDismissal(panel);

  const open = (notification: Notification) => {
    inbox.markRead(notification).catch(showProblem("The notification stays unread"));
    showNotifications(false);
    if (notification.channelId) goToChannel(notification.channelId, notification.seq);
  };
  const markAll = () => inbox.markAllRead().catch(showProblem("The notifications stay unread"));

  return (
    <section ref={panel} className="inbox" role="dialog" aria-label="Notifications" tabIndex={-1} data-testid="notification-panel">
      <header className="inbox__header">
        <h2>Notifications</h2>
        {state.unread > 0 && (
          <button type="button" className="button button--quiet" data-testid="mark-all-read" onClick={() => void markAll()}>
            <Icon name="checks" size={16} />
            Mark all read
          </button>
        )}
        <button type="button" className="icon-button" aria-label="Close notifications" onClick={() => showNotifications(false)}>
          <Icon name="close" />
        </button>
      </header>
      {state.items.length === 0 ? (
        <EmptyState icon="bell" title="Nothing waits for you" text="Direct messages and mentions of your name show up here." />
      ) : (
        <ul className="inbox__list">
          {state.items.map((notification) => (
            <NotificationItem key={notification.id} notification={notification} onOpen={open} />
          ))}
          {state.nextCursor && (
            <li>
              <button
                type="button"
                className="button button--quiet inbox__more"
                disabled={state.loading}
                onClick={() => void inbox.loadMore().catch(showProblem("Older notifications could not be loaded"))}
              >
                Show older
              </button>
            </li>
          )}
        </ul>
      )}
      <PushSwitch />
    </section>
  );
}

function useDismissal(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const bell = document.getElementById("notification-bell");
    panel.current?.focus();
    const outside = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!panel.current?.contains(target) && !bell?.contains(target)) showNotifications(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      showNotifications(false);
      bell?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("keydown", escape);
    };
  }, [panel]);
}
