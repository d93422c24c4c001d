import type { Message } from "@worksync/sdk";
import { memo } from "react";
import { dayName, fullDate } from "./dates";
import { MessageItem } from "./MessageItem";
import { PendingItem } from "./PendingItem";
import type { Row } from "./timeline";

interface MessageRowsProps {
  list: readonly Row[];
  editing: string | null;
  highlighted: number | null;
  onEdit: (message: Message | null) => void;
  onDelete: (message: Message) => void;
}

export const MessageRows = memo(function MessageRows({ list, editing, highlighted, onEdit, onDelete }: MessageRowsProps) {
  return list.map((row) => {
    switch (row.kind) {
      case "day":
        return (
          <li key={row.key} className="day">
            <time dateTime={row.at} title={fullDate(row.at)}>
              {dayName(row.at)}
            </time>
          </li>
        );
      case "new":
        return (
          <li key={row.key} className="new-mark" data-testid="new-messages">
            <span>New messages</span>
          </li>
        );
      case "pending":
        return <PendingItem key={row.key} pending={row.pending} first={row.first} />;
      case "message":
        return (
          <MessageItem
            key={row.key}
            message={row.message}
            first={row.first}
            editing={editing === row.message.id}
            highlighted={highlighted === row.message.seq}
            onEdit={onEdit}
            onDelete={onDelete}
          />
        );
    }
  });
});
