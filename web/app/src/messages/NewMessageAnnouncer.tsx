import { useEffect, useState } from "react";
import { useWorkspace } from "../workspace/context";

/** Reads new messages of the open channel to those who listen instead of look. */
export function NewMessageAnnouncer({ channelId }: { channelId: string }) {
  const { client, people, me } = useWorkspace();
  const [text, setText] = useState("");

  useEffect(
    () =>
      client.on("message.created", ({ message }) => {
        if (message.channelId !== channelId || message.authorId === me.id) return;
        setText(`${people.get(message.authorId)?.displayName ?? "Somebody"}: ${message.text}`);
      }),
    [client, people, me.id, channelId],
  );

  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
