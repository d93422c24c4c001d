import type { Member, MyChannel, User } from "@worksync/sdk";
import { useState } from "react";
import { PeopleSearch } from "../people/PeopleSearch";
import { useStore } from "../state/store";
import { Dialog } from "../ui/Dialog";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";

const none: readonly Member[] = [];

/** Adds people to the channel, one click each. */
export function AddPeopleDialog({ channel }: { channel: MyChannel }) {
  const { people } = useWorkspace();
  const members = useStore(people.state, (state) => state.members[channel.id] ?? none);
  const [adding, setAdding] = useState<string | null>(null);
  const isMember = (user: User) => members.some((member) => member.userId === user.id);

  const add = async (user: User) => {
    setAdding(user.id);
    try {
      await people.add(channel.id, user.id);
    } catch (error) {
      showProblem(`${user.displayName} was not added`)(error);
    } finally {
      setAdding(null);
    }
  };

  return (
    <Dialog title={`Add people to #${channel.name}`} onClose={closeDialog}>
      <div className="dialog__body">
        <PeopleSearch
          onPick={(user) => void add(user)}
          disabled={(user) => adding !== null || isMember(user)}
          note={(user) => (adding === user.id ? "Adding…" : isMember(user) ? "In the channel" : "Add")}
        />
      </div>
    </Dialog>
  );
}
