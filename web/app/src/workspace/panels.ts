import { Store } from "../state/store";

export type DialogName = "new-channel" | "browse" | "new-direct" | "switcher" | "add-people" | "leave-channel";

export interface Panels {
  dialog: DialogName | null;
  /** The members panel beside the conversation. */
  details: boolean;
  notifications: boolean;
}

/** Which of the movable parts of the screen are open. */
export const panels = new Store<Panels>({ dialog: null, details: false, notifications: false });

export function openDialog(dialog: DialogName): void {
  panels.update((state) => ({ ...state, dialog, notifications: false }));
}

export function closeDialog(): void {
  panels.update((state) => ({ ...state, dialog: null }));
}

export function showDetails(details: boolean): void {
  panels.update((state) => ({ ...state, details }));
}

export function showNotifications(notifications: boolean): void {
  panels.update((state) => ({ ...state, notifications }));
}
