import { Avatar } from "../people/Avatar";
import type { MentionPicking } from "./mention-picking";

/** The members that the typed `@name` may mean. */
export function MentionPicker({ picking }: { picking: MentionPicking }) {
  if (picking.users.length === 0) return null;
  return (
    <ul className="mention-picker menu" id={picking.id} role="listbox" aria-label="People to mention">
      {picking.users.map((user, index) => (
        <li
          key={user.id}
          id={`${picking.id}-${index}`}
          className="menu__item"
          role="option"
          aria-selected={index === picking.active}
          onPointerDown={(event) => {
            // Before the field loses the focus.
            event.preventDefault();
            picking.pick(user);
          }}
        >
          <Avatar userId={user.id} name={user.displayName} size={24} />
          {user.displayName}
          <span className="mention-picker__username">@{user.username}</span>
        </li>
      ))}
    </ul>
  );
}
