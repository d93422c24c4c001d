import type { MyChannel } from "@worksync/sdk";
import { useEffect } from "react";
import { channelTitle } from "../channels/naming";
import { totalUnread } from "../channels/unread";
import { useStore } from "../state/store";
import { useWorkspace } from "./context";

export function titleText(unread: number, place: string | null): string {
  return `${unread > 0 ? `(${unread}) ` : ""}${place ? `${place} · ` : ""}WorkSync`;
}

/** The tab says where the person is and how much waits. */
export function useTitle(channel: MyChannel | undefined, operations: boolean): void {
  const { channels, me } = useWorkspace();
  const unread = useStore(channels.state, (state) => totalUnread(Object.values(state.byId)));
  const name = channel ? channelTitle(channel, me.id) : null;
  const conversation = name && channel?.kind !== "direct" ? `#${name}` : name;
  const place = operations ? "Operations" : conversation;

  useEffect(() => {
    document.title = titleText(unread, place);
  }, [unread, place]);
}
