import { useRef, useState, type KeyboardEvent } from "react";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { useModal } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { closeDialog } from "../workspace/panels";
import { goToChannel } from "../workspace/route";
import { ChannelGlyph } from "./ChannelGlyph";
import { findPlaces, type Place } from "./places";

/** Ctrl+K or ⌘K: type a few letters, press Enter, be there. */
export function QuickSwitcher() {
  const { channels, people, me } = useWorkspace();
  const byId = useStore(channels.state, (state) => state.byId);
  const users = useStore(people.state, (state) => state.byId);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const ref = useRef<HTMLDialogElement>(null);
  useModal(ref);
  const places = findPlaces(query, Object.values(byId), Object.values(users), me.id);
  const active = Math.min(chosen, places.length - 1);

  const go = async (place: Place) => {
    closeDialog();
    try {
      goToChannel(place.kind === "channel" ? place.channel.id : (await channels.openDirect([place.user.id])).id);
    } catch (error) {
      showProblem("The conversation could not be opened")(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = places[active];
    if (event.key === "ArrowDown") setChosen((active + 1) % Math.max(1, places.length));
    else if (event.key === "ArrowUp") setChosen((active + places.length - 1) % Math.max(1, places.length));
    else if (event.key === "Enter" && place && !event.nativeEvent.isComposing) void go(place);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={ref}
      className="dialog switcher"
      aria-label="Jump to a channel or person"
      onClose={closeDialog}
      onClick={(event) => event.target === ref.current && ref.current.close()}
    >
      <div className="switcher__field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="switcher-places"
          aria-activedescendant={active >= 0 ? `place-${active}` : undefined}
          aria-label="Channel or person"
          placeholder="Jump to a channel or person"
          data-testid="switcher-search"
          data-autofocus
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id="switcher-places" className="switcher__places" role="listbox" aria-label="Places">
        {places.map((place, index) => (
          <li
            key={place.kind === "channel" ? place.channel.id : place.user.id}
            id={`place-${index}`}
            className="switcher__place"
            role="option"
            aria-selected={index === active}
            onPointerMove={() => setChosen(index)}
            onClick={() => void go(place)}
          >
            {place.kind === "channel" ? (
              <ChannelGlyph channel={place.channel} size={22} />
            ) : (
              <Avatar userId={place.user.id} name={place.user.displayName} size={22} />
            )}
            <span className="truncate">{place.title}</span>
            <small>{place.kind === "person" ? `@${place.user.username}` : place.channel.unread > 0 ? `${place.channel.unread} unread` : ""}</small>
          </li>
        ))}
      </ul>
      {places.length === 0 && <p className="switcher__none">Nothing by that name. Channels you have not joined are under “Browse channels”.</p>}
    </dialog>
  );
}
