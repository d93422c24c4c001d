import { changeBetween, moved, type Delta } from "./change";
import type { NotesDocument } from "./document";

/** Tells where the caret is: `anchor` is the other end of a selection. */
export type OnSelect = (selection: { anchor: number; head: number } | null) => void;

/**
 * Keeps a text field and a document the same. What others write leaves the caret and the selection where they are;
 * undo takes back what was written here only.
 */
export function bindField(field: HTMLTextAreaElement, document: NotesDocument, onSelect: OnSelect): () => void {
  let shown = document.text;
  let typing = false;

  const read = () => {
    const change = changeBetween(shown, field.value, field.selectionEnd);
    shown = field.value;
    if (!change) return;
    typing = true;
    document.change(change);
    typing = false;
  };
  const write = (delta: Delta) => {
    if (typing) return;
    const { selectionStart, selectionEnd, selectionDirection } = field;
    field.value = document.text;
    // browsers know one way to end a line
    shown = field.value;
    field.setSelectionRange(moved(selectionStart, delta), moved(selectionEnd, delta), selectionDirection);
    tell();
  };
  const tell = () => {
    if (field.ownerDocument.activeElement !== field) return;
    const { selectionStart: start, selectionEnd: end } = field;
    onSelect(field.selectionDirection === "backward" ? { anchor: end, head: start } : { anchor: start, head: end });
  };
  const composed = () => {
    read();
    document.release();
  };
  const leave = () => {
    composed();
    onSelect(null);
  };
  const undoByMenu = (event: InputEvent) => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    if (event.inputType === "historyUndo") document.undo();
    else document.redo();
  };
  const undoByKey = (event: KeyboardEvent) => {
    const isRedo = isKey(event, "y") || (event.shiftKey && isKey(event, "z"));
    if (!isRedo && !isKey(event, "z")) return;
    event.preventDefault();
    if (isRedo) document.redo();
    else document.undo();
  };

  field.value = shown;
  shown = field.value;
  const off = [
    document.onText(write),
    listen(field, "input", read),
    listen(field, "compositionstart", () => document.hold()),
    listen(field, "compositionend", composed),
    listen(field, "beforeinput", undoByMenu),
    listen(field, "keydown", undoByKey),
    listen(field, "focus", tell),
    listen(field, "blur", leave),
    listen(field, "selectionchange", tell),
    listen(field.ownerDocument, "selectionchange", tell),
  ];
  return () => {
    off.forEach((each) => each());
    document.release();
  };
}

function isKey(event: KeyboardEvent, key: string): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === key;
}

function listen<K extends string>(target: EventTarget, name: K, listener: (event: never) => void): () => void {
  target.addEventListener(name, listener as EventListener);
  return () => target.removeEventListener(name, listener as EventListener);
}
