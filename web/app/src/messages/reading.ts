import type { MyChannel } from "@worksync/sdk";
import { useEffect, useState } from "react";
import { useWorkspace } from "../workspace/context";

/** Time that a message has to be in sight before it counts as read. */
const GLANCE_MS = 250;

/** Whether the person has this window in front of them. */
export function useAttention(): boolean {
  const [attentive, setAttentive] = useState(attending);
  useEffect(() => {
    const look = () => setAttentive(attending());
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return attentive;
}

function attending(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Marks a channel as read while its end is in sight, and what the inbox says about it as well. */
export function useReading(channel: MyChannel, lastSeq: number, inSight: boolean): void {
  const { channels, inbox } = useWorkspace();
  const { id, readSeq } = channel;

  useEffect(() => {
    if (!inSight || lastSeq === 0) return;
    const timer = setTimeout(() => {
      // A mark that fails is made again with the next message or at the next visit.
      if (lastSeq > readSeq) channels.markRead(id, lastSeq).catch(() => undefined);
      inbox.markSeen(id, lastSeq).catch(() => undefined);
    }, GLANCE_MS);
    return () => clearTimeout(timer);
  }, [channels, inbox, id, readSeq, lastSeq, inSight]);

  useEffect(() => {
    if (!inSight) return;
    // An entry may come later than the message it is about.
    return inbox.state.subscribe(() => void inbox.markSeen(id, lastSeq).catch(() => undefined));
  }, [inbox, id, lastSeq, inSight]);
}
