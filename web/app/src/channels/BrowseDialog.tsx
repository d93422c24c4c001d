import type { Channel } from "@worksync/sdk";
import { useState } from "react";
import { useSearch } from "../people/search";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";
import { goToChannel } from "../workspace/route";

const SHOWN = 50;

/** Public channels that one may join. */
export function BrowseDialog() {
  const { client, channels } = useWorkspace();
  const [query, setQuery] = useState("");
  const [joining, setJoining] = useState<string | null>(null);
  const found = useSearch(query, async (q) => (await client.chat.browse(q, { limit: SHOWN })).items);

  const join = async (channel: Channel) => {
    setJoining(channel.id);
    try {
      await channels.join(channel.id);
      closeDialog();
      goToChannel(channel.id);
    } catch (error) {
      setJoining(null);
      showProblem("Joining did not work")(error);
    }
  };

  return (
    <Dialog title="Browse channels" onClose={closeDialog}>
      <div className="dialog__body">
        <input
          className="input"
          type="search"
          aria-label="Find a channel"
          placeholder="Find a channel"
          data-testid="channel-search"
          data-autofocus
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <ul className="people" aria-label="Channels" aria-busy={found.busy}>
          {found.items.map((channel) => (
            <li key={channel.id} className="people__line">
              <button
                type="button"
                className="people__pick"
                data-testid={`join-${channel.name}`}
                disabled={joining !== null}
                onClick={() => void join(channel)}
              >
                <Icon name="hash" />
                <span className="people__names">
                  <span className="truncate">{channel.name}</span>
                  <small className="truncate">{channel.purpose ?? memberWords(channel.memberCount)}</small>
                </span>
                <span className="people__note">{joining === channel.id ? "Joining…" : "Join"}</span>
              </button>
            </li>
          ))}
          {!found.busy && found.items.length === 0 && (
            <li className="people__none">
              {found.problem ?? (query ? "No channel by that name that you could join." : "You are in every public channel already.")}
            </li>
          )}
        </ul>
      </div>
    </Dialog>
  );
}

function memberWords(count: number): string {
  return count === 1 ? "1 member" : `${count} members`;
}
