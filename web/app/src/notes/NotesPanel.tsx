import type { BoardStatus, MyChannel } from "@worksync/sdk";
import { useEffect, useState, type KeyboardEvent } from "react";
import { channelTitle } from "../channels/naming";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { EmptyState } from "../ui/EmptyState";
import { Icon, type IconName } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { showNotes } from "../workspace/panels";
import { Notes } from "./notes";
import { NotesEditor } from "./NotesEditor";

/** Faces that fit into the header. */
const FACES = 4;

/** The notes of a channel, which its members write together. */
export default function NotesPanel({ channel }: { channel: MyChannel }) {
  const { client, me, unsavedNotes } = useWorkspace();
  const [notes] = useState(() => new Notes(client, channel.id, me.id, unsavedNotes));
  const status = useStore(notes.state, (state) => state.status);
  const name = channelTitle(channel, me.id);
  const place = channel.kind === "direct" ? `the conversation with ${name}` : `#${name}`;

  useEffect(() => {
    notes.open();
    return () => void notes.close();
  }, [notes]);

  return (
    <aside className="notes" aria-label="Notes" data-testid="notes-panel" onKeyDown={closeByEscape}>
      <header className="notes__header">
        <h2>Notes</h2>
        <SaveState status={status} />
        <PeopleHere notes={notes} />
        <button type="button" className="icon-button" aria-label="Close notes" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <Body notes={notes} status={status} place={place} />
    </aside>
  );
}

/** The focus goes back to where it came from. */
function close(): void {
  showNotes(false);
  document.getElementById("notes-button")?.focus();
}

function closeByEscape(event: KeyboardEvent): void {
  if (event.key === "Escape" && !event.nativeEvent.isComposing) close();
}

function Body({ notes, status, place }: { notes: Notes; status: BoardStatus; place: string }) {
  switch (status.phase) {
    case "loading":
      return (
        <div className="notes__loading" role="status">
          <span className="spinner" />
          {status.error ? "The notes cannot be read just now. Trying again…" : "Opening the notes…"}
        </div>
      );
    case "refused":
      return (
        <EmptyState
          icon="lock"
          title="These notes are closed to you"
          text="Only members of the channel read and write them. What you wrote and could not save stays on this device."
        />
      );
    case "open":
      return (
        <>
          {status.full && (
            <p className="notes__problem" role="alert">
              <Icon name="alert" size={16} />
              The notes have grown too long to be saved. Shorten them, and they will be.
            </p>
          )}
          <NotesEditor notes={notes} place={place} />
        </>
      );
  }
}

const saveStates: Record<BoardStatus["saving"], { text: string; icon: IconName }> = {
  saved: { text: "Saved", icon: "check" },
  saving: { text: "Saving…", icon: "retry" },
  unsaved: { text: "Not saved yet", icon: "alert" },
};

function SaveState({ status }: { status: BoardStatus }) {
  const { connection } = useWorkspace();
  const isOffline = useStore(connection, (state) => state !== "connected");
  if (status.phase !== "open") return <span className="notes__state" />;
  const { text, icon } = saveStates[status.saving];
  const isWaiting = status.saving === "unsaved" && isOffline;
  const words = isWaiting ? "Kept on this device" : text;
  return (
    <span className="notes__state" data-testid="notes-status" data-saving={status.saving}>
      <Icon name={icon} size={14} />
      <span className="truncate">{words}</span>
      {/* "Saved" after each pause in typing is nothing to be read out */}
      <span className="visually-hidden" role="status">
        {status.saving === "unsaved" && words}
      </span>
    </span>
  );
}

function PeopleHere({ notes }: { notes: Notes }) {
  const { me, people } = useWorkspace();
  const userIds = useStore(notes.state, (state) => state.userIds);
  const byId = useStore(people.state, (state) => state.byId);
  const others = userIds.filter((id) => id !== me.id);
  if (others.length === 0) return null;

  return (
    <ul className="notes__people" aria-label="Here now">
      {others.slice(0, FACES).map((id) => {
        const name = byId[id]?.displayName ?? "Somebody";
        return (
          <li key={id} title={name} data-testid={`notes-person-${byId[id]?.username ?? id}`}>
            <Avatar userId={id} name={name} size={24} />
            <span className="visually-hidden">{name}</span>
          </li>
        );
      })}
      {others.length > FACES && <li className="notes__more">+{others.length - FACES}</li>}
    </ul>
  );
}
