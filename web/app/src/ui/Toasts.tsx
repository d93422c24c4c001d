import { useEffect, useRef } from "react";
import { useStore } from "../state/store";
import { Icon } from "./Icon";
import { dismissToast, toasts } from "./toasts";

/** Short notices in a corner. A popover, so that they stay above an open dialog. */
export function Toasts() {
  const all = useStore(toasts, (state) => state);
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const place = ref.current;
    if (!place?.showPopover) return;
    if (place.matches(":popover-open")) place.hidePopover();
    if (all.length > 0) place.showPopover();
  }, [all]);

  return (
    <div ref={ref} className="toasts" popover="manual" role="status" aria-live="polite">
      {all.map((toast) => (
        <div key={toast.id} className={`toast toast--${toast.tone}`} data-testid="toast">
          <Icon name={toast.tone === "problem" ? "alert" : "bell"} />
          <strong className="toast__title">{toast.title}</strong>
          {toast.detail && <span className="toast__detail">{toast.detail}</span>}
          <button
            type="button"
            className="icon-button icon-button--small"
            aria-label={`Dismiss: ${toast.title}`}
            onClick={() => dismissToast(toast.id)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
