import type { User } from "@worksync/sdk";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { Avatar } from "./Avatar";
import { useWatchedPresence } from "./presences";
import { useSearch } from "./search";

interface PeopleSearchProps {
  onPick: (user: User) => void;
  /** What stands at the end of a person's line. */
  note: (user: User) => ReactNode;
  disabled?: (user: User) => boolean;
  /** A second control beside the person. */
  extra?: (user: User) => ReactNode;
  leaveOutMe?: boolean;
}

/** Finds people by name. The arrow keys go through the list. */
export function PeopleSearch({ onPick, note, disabled = () => false, extra, leaveOutMe = true }: PeopleSearchProps) {
  const { people, presences, me } = useWorkspace();
  const [query, setQuery] = useState("");
  const found = useSearch(query, (q) => people.search(q));
  const users = found.items.filter((user) => !leaveOutMe || user.id !== me.id);
  useWatchedPresence(presences, users.map((user) => user.id));

  return (
    <div className="field" onKeyDown={stepThrough}>
      <input
        className="input"
        type="search"
        aria-label="Find people"
        placeholder="Name or user name"
        data-testid="people-search"
        data-autofocus
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="people" aria-label="People" aria-busy={found.busy}>
        {users.map((user) => (
          <li key={user.id} className="people__line">
            <button
              type="button"
              className="people__pick"
              data-testid={`person-${user.username}`}
              disabled={disabled(user)}
              onClick={() => onPick(user)}
            >
              <PersonFace user={user} />
              <span className="people__names">
                <span className="truncate">{user.displayName}</span>
                <small className="truncate">
                  @{user.username}
                  {user.role === "guest" && " · guest"}
                </small>
              </span>
              <span className="people__note">{note(user)}</span>
            </button>
            {extra?.(user)}
          </li>
        ))}
        {!found.busy && users.length === 0 && <li className="people__none">{found.problem ?? (query ? "Nobody by that name." : "There is nobody you could write to yet.")}</li>}
      </ul>
    </div>
  );
}

function PersonFace({ user }: { user: User }) {
  const { presences } = useWorkspace();
  const presence = useStore(presences.state, (state) => state[user.id]);
  return <Avatar userId={user.id} name={user.displayName} size={32} presence={presence} />;
}

function stepThrough(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(".input, .people__pick:not(:disabled)")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)]?.focus();
}
