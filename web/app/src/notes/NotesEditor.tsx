import { useEffect, useRef } from "react";
import { tone } from "../people/identity";
import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { bindField } from "./field";
import { runsOf } from "./mirror";
import type { Notes } from "./notes";

/** Characters that one may write; with what Yjs keeps beside them they stay within what the server takes. */
const TEXT_LIMIT = 20_000;
const TEXT_WARNING = 19_000;

/** The text, and behind it the carets of the others: a field cannot show them itself. */
export function NotesEditor({ notes, place }: { notes: Notes; place: string }) {
  const text = useStore(notes.state, (state) => state.text);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!field.current) return;
    // On a phone the keyboard would cover what one came to read.
    if (window.matchMedia("(hover: hover)").matches) field.current.focus({ preventScroll: true });
    return bindField(field.current, notes.document, (selection) => notes.tellPlace(selection));
  }, [notes]);

  return (
    <>
      <div className="notes__scroll">
        <div className="notes__sheet">
          <Mirror notes={notes} text={text} />
          <textarea
            ref={field}
            className="notes__field"
            aria-label={`Notes of ${place}`}
            placeholder={`Agenda, decisions, links…\nEverybody in ${place} can write here, at the same time.`}
            data-testid="notes-text"
            maxLength={TEXT_LIMIT}
            spellCheck
          />
        </div>
      </div>
      {text.length > TEXT_WARNING && (
        <p className="notes__count" role="status">
          {Math.max(0, TEXT_LIMIT - text.length)} characters left
        </p>
      )}
    </>
  );
}

function Mirror({ notes, text }: { notes: Notes; text: string }) {
  const { people } = useWorkspace();
  const carets = useStore(notes.carets.state, (state) => state);
  const byId = useStore(people.state, (state) => state.byId);

  return (
    <div className="notes__mirror" aria-hidden="true">
      {runsOf(text, notes.places(carets)).map((run, i) =>
        run.kind === "text" ? (
          <span key={i} className={run.selectedBy === null ? undefined : `notes__selected tone-${tone(run.selectedBy)}`}>
            {run.text}
          </span>
        ) : (
          <span key={run.place.client} className={`notes__caret tone-${tone(run.place.userId)}`} data-testid="notes-caret">
            <span key={run.place.head} className="notes__caret-name">
              {(byId[run.place.userId]?.displayName ?? "Somebody").split(/\s+/)[0]}
            </span>
          </span>
        ),
      )}
      {/* a last line that is empty has a height too */}
      {"\n"}
    </div>
  );
}
