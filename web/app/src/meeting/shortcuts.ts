import { useEffect } from "react";
import { showProblem } from "../ui/toasts";
import { openDialog } from "../workspace/panels";
import { openChat } from "./chat";
import type { MeetingRoom } from "./room";

/** What the keys do while a meeting is large; shown by the help. */
export const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  ["M", "Microphone on or off"],
  ["V", "Camera on or off"],
  ["S", "Share the screen, or stop"],
  ["H", "Raise the hand, or take it down"],
  ["G", "Grid or speaker view"],
  ["P", "Who is there"],
  ["C", "Chat"],
  ["?", "This help"],
];

type Action = (room: MeetingRoom) => unknown;

const actions: Readonly<Record<string, Action>> = {
  m: (room) => room.toggleAudio(),
  v: (room) => room.toggleVideo(),
  s: (room) => room.toggleScreen(),
  h: (room) => room.toggleHand(),
  g: (room) => room.setView(room.state.get().view === "grid" ? "speaker" : "grid"),
  p: (room) => room.show(room.state.get().side === "people" ? "none" : "people"),
  c: (room) => openChat(room),
  "?": () => openDialog("meeting-shortcuts"),
};

/** Single keys, as long as nobody types. */
export function useMeetingShortcuts(room: MeetingRoom): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (!room.state.get().expanded || document.querySelector("dialog[open], [role=menu]")) return;
      const action = actions[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      void Promise.resolve(action(room)).catch(showProblem("That did not work"));
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [room]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
