import { Store } from "../state/store";

export type DialogName =
  | "new-channel"
  | "browse"
  | "new-direct"
  | "switcher"
  | "add-people"
  | "leave-channel"
  | "devices"
  | "new-meeting"
  | "meeting-devices"
  | "meeting-shortcuts";

export interface Panels {
  dialog: DialogName | null;
  /** The members panel beside the conversation. */
  details: boolean;
  /** The shared notes beside the conversation; of the two panels there is one at a time. */
  notes: boolean;
  notifications: boolean;
}

/** Which of the movable parts of the screen are open. */
export const panels = new Store<Panels>({ dialog: null, details: false, notes: false, notifications: false });

export function openDialog(dialog: DialogName): void {
  panels.update((state) => ({ ...state, dialog, notifications: false }));
}

export function closeDialog(): void {
  panels.update((state) => ({ ...state, dialog: null }));
}

export function showDetails(details: boolean): void {
  panels.update((state) => ({ ...state, details, notes: state.notes && !details }));
}

export function showNotes(notes: boolean): void {
  panels.update((state) => ({ ...state, notes, details: state.details && !notes }));
}

export function showNotifications(notifications: boolean): void {
  panels.update((state) => ({ ...state, notifications }));
}
