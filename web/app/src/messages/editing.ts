import { Store } from "../state/store";

/** A wish to edit the last own message of a channel; the number tells a second wish from the first. */
export const editWish = new Store<{ channelId: string; count: number }>({ channelId: "", count: 0 });

export function requestEditOfLast(channelId: string): void {
  editWish.update((wish) => ({ channelId, count: wish.count + 1 }));
}
