import { ChannelTimeline, type Message, type MyChannel } from "@worksync/sdk";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "../state/store";
import { useWorkspace } from "../workspace/context";
import { DeleteMessageDialog } from "./DeleteMessageDialog";
import { useEditWish } from "./editing";
import { JumpToLatest } from "./JumpToLatest";
import { ListEdge, LoadProblem } from "./ListEdge";
import { MessageRows } from "./MessageRows";
import { NewMessageAnnouncer } from "./NewMessageAnnouncer";
import type { Pending } from "./outbox";
import { useAttention, useReading } from "./reading";
import { useScrolling } from "./scrolling";
import { rows } from "./timeline";
import { useGoTo } from "./go-to";

const nothing: readonly Pending[] = [];

/** The messages of a channel, newest at the bottom. */
export function MessageList({ channel, goTo }: { channel: MyChannel; goTo: number | null }) {
  const { conversations, outbox, me } = useWorkspace();
  const { id } = channel;
  const conversation = useStore(conversations.state, (state) => state[id]);
  const pending = useStore(outbox.state, (state) => state[id] ?? nothing);
  const empty = useMemo(() => ChannelTimeline.empty(id), [id]);
  const timeline = conversation?.timeline ?? empty;
  const atNewest = timeline.messages.length === 0 || !timeline.hasMoreAfter;
  const attentive = useAttention();
  const readUpTo = useNewMark(channel, attentive, timeline.lastSeq);
  const [editing, setEditing] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);

  const list = useMemo(
    () => rows({ messages: timeline.messages, pending: atNewest ? pending : [], me: me.id, readUpTo }),
    [timeline, pending, atNewest, me.id, readUpTo],
  );
  const scrolling = useScrolling({
    scroller,
    content,
    firstSeq: timeline.firstSeq,
    shown: list,
    atNewest,
    onNearStart: () => timeline.messages.length > 0 && void conversations.loadBefore(id),
    onNearEnd: () => timeline.messages.length > 0 && void conversations.loadAfter(id),
  });
  const highlighted = useGoTo(scroller, timeline, goTo, scrolling.stay);
  useReading(channel, timeline.lastSeq, attentive && scrolling.atEnd && atNewest);

  const ownPending = pending.length;
  useEffect(() => {
    if (ownPending > 0) scrolling.toEnd();
  }, [ownPending, scrolling.toEnd]);

  useEditWish(id, () => {
    const last = timeline.messages.findLast((message) => message.authorId === me.id && !message.deletedAt);
    if (last) setEditing(last.id);
  });

  const stopEditing = (message: Message | null) => {
    setEditing(message?.id ?? null);
    if (!message) document.querySelector<HTMLElement>('[data-testid="composer"]')?.focus();
  };

  return (
    <div className="messages">
      <div className="messages__scroller" ref={scroller} onScroll={scrolling.onScroll} tabIndex={-1}>
        <ListEdge channel={channel} conversation={conversation} />
        <ol className="messages__list" ref={content} aria-label="Messages">
          <MessageRows list={list} editing={editing} highlighted={highlighted} onEdit={stopEditing} onDelete={setDeleting} />
        </ol>
        <LoadProblem channelId={id} conversation={conversation} />
      </div>
      <JumpToLatest channel={channel} shown={!scrolling.atEnd} hasMoreAfter={!atNewest} toEnd={scrolling.toEnd} />
      <NewMessageAnnouncer channelId={id} />
      {deleting && <DeleteMessageDialog message={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

/** Where the new messages begin: where the person had read to when they came, or when they looked away. */
function useNewMark(channel: MyChannel, attentive: boolean, lastSeq: number): number | null {
  const [readUpTo, setReadUpTo] = useState(() => (channel.unread > 0 ? channel.readSeq : null));
  useEffect(() => {
    if (!attentive && lastSeq > 0) setReadUpTo(lastSeq);
    // Only looking away moves the mark, not the messages that come meanwhile.
  }, [attentive]);
  return readUpTo;
}
