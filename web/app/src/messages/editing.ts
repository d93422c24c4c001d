import { useEffect, useRef } from "react";
import { Store } from "../state/store";

/** A wish to edit the last own message of a channel; every wish is a new object. */
const wish = new Store<{ channelId: string } | null>(null);

export function requestEditOfLast(channelId: string): void {
  wish.set({ channelId });
}

/** Calls `edit` at each wish for this channel while the component is there. */
export function useEditWish(channelId: string, edit: () => void): void {
  const latest = useRef(edit);
  latest.current = edit;
  useEffect(
    () => wish.subscribe(() => wish.get()?.channelId === channelId && latest.current()),
    [channelId],
  );
}
