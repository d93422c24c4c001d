import type { MyChannel, User } from "@worksync/sdk";
import { useId, useState, type KeyboardEvent, type RefObject } from "react";
import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";

const SHOWN = 6;

/** The word after an `@` that the caret stands in, with the place where it begins. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/** Whose name or user name begins with what was typed. */
export function matching(users: readonly User[], query: string): User[] {
  const wanted = query.toLowerCase();
  const begins = (text: string) => text.toLowerCase().startsWith(wanted);
  return users.filter((user) => begins(user.username) || user.displayName.split(/\s+/).some(begins)).slice(0, SHOWN);
}

export interface MentionPicking {
  id: string;
  users: readonly User[];
  active: number;
  pick: (user: User) => void;
  onSelect: () => void;
  close: () => void;
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  aria: React.AriaAttributes & { role?: "combobox" };
}

/** Offers the channel's members while an `@name` is being typed. */
export function useMentionPicking(
  channel: MyChannel,
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  change: (text: string) => void,
): MentionPicking {
  const { people, me } = useWorkspace();
  const members = useStore(people.state, (state) => state.members[channel.id]);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const at = caret === null ? null : mentionAt(text, caret);
  const others = (members ?? []).map((member) => member.user).filter((user) => user.id !== me.id);
  const users = at ? matching(others, at.query) : [];
  const open = users.length > 0;

  const close = () => setCaret(null);
  const pick = (user: User) => {
    if (!at || caret === null) return;
    const before = `${text.slice(0, at.start)}@${user.username} `;
    change(before + text.slice(caret).replace(/^ /, ""));
    close();
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open) return false;
    const user = users[Math.min(active, users.length - 1)];
    if (event.key === "ArrowDown") setActive((active + 1) % users.length);
    else if (event.key === "ArrowUp") setActive((active + users.length - 1) % users.length);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && user) pick(user);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    id,
    users,
    active: Math.min(active, Math.max(0, users.length - 1)),
    pick,
    close,
    onKeyDown,
    onSelect: () => {
      setCaret(field.current?.selectionEnd ?? null);
      setActive(0);
    },
    aria: open
      ? { role: "combobox", "aria-expanded": true, "aria-controls": id, "aria-autocomplete": "list", "aria-activedescendant": `${id}-${active}` }
      : {},
  };
}
