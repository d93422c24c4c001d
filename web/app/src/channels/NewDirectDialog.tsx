import type { User } from "@worksync/sdk";
import { useState } from "react";
import { PeopleSearch } from "../people/PeopleSearch";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";
import { goToChannel } from "../workspace/route";

/** The most that fit into a direct channel beside oneself. */
const MOST = 8;

/** A click on a person opens the conversation with them; the plus gathers several for a group. */
export function NewDirectDialog() {
  const { channels } = useWorkspace();
  const [group, setGroup] = useState<readonly User[]>([]);
  const [busy, setBusy] = useState(false);
  const inGroup = (user: User) => group.some((member) => member.id === user.id);
  const toggle = (user: User) =>
    setGroup(inGroup(user) ? group.filter((member) => member.id !== user.id) : [...group, user].slice(0, MOST));

  const open = async (users: readonly User[]) => {
    setBusy(true);
    try {
      const channel = await channels.openDirect(users.map((user) => user.id));
      closeDialog();
      goToChannel(channel.id);
    } catch (error) {
      setBusy(false);
      showProblem("The conversation could not be opened")(error);
    }
  };

  return (
    <Dialog title="New direct message" onClose={closeDialog}>
      <div className="dialog__body">
        {group.length > 0 && <Chips users={group} onRemove={toggle} />}
        <PeopleSearch
          disabled={(user) => busy || (group.length >= MOST && !inGroup(user))}
          onPick={(user) => (group.length > 0 ? toggle(user) : void open([user]))}
          note={(user) => (inGroup(user) ? <Icon name="check" size={16} /> : null)}
          extra={(user) => (
            <button
              type="button"
              className="icon-button"
              aria-pressed={inGroup(user)}
              aria-label={inGroup(user) ? `Take ${user.displayName} out of the group` : `Add ${user.displayName} to a group`}
              title="Several people at once"
              disabled={busy}
              onClick={() => toggle(user)}
            >
              <Icon name={inGroup(user) ? "close" : "plus"} size={16} />
            </button>
          )}
        />
        {group.length > 0 && (
          <div className="dialog__actions">
            <button
              type="button"
              className="button button--primary"
              data-testid="start-group"
              disabled={busy}
              onClick={() => void open(group)}
            >
              {group.length === 1 ? "Start conversation" : `Start conversation with ${group.length} people`}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Chips({ users, onRemove }: { users: readonly User[]; onRemove: (user: User) => void }) {
  return (
    <ul className="chips" aria-label="Chosen people">
      {users.map((user) => (
        <li key={user.id} className="chip">
          {user.displayName}
          <button type="button" className="icon-button" aria-label={`Remove ${user.displayName}`} onClick={() => onRemove(user)}>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
