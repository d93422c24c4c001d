import { useEffect, useState } from "react";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "./context";

/** A connection that is back this soon is not worth a word. */
const PATIENCE_MS = 1200;

/** Says that the connection is lost, and that nobody has to do anything about it. */
export function ConnectionBanner() {
  const { connection } = useWorkspace();
  const lost = useStore(connection, (state) => state !== "connected");
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lost]);

  return (
    <div role="status" data-testid="connection-banner">
      {shown && (
        <p className="banner">
          <Icon name="retry" size={16} />
          Reconnecting… You can go on writing; messages are sent as soon as the connection is back.
        </p>
      )}
    </div>
  );
}
