import type { MyChannel } from "@worksync/sdk";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { channelTitle } from "../channels/naming";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { useAutosize } from "./autosize";
import { requestEditOfLast } from "./editing";
import { TEXT_LIMIT, TEXT_WARNING } from "./limits";
import { MentionPicker } from "./MentionPicker";
import { useMentionPicking } from "./mention-picking";
import { TypingIndicator } from "./TypingIndicator";

/** Where one writes. Enter sends, Shift+Enter breaks the line, the arrow up edits one's last message. */
export function Composer({ channel }: { channel: MyChannel }) {
  const { me, drafts, outbox, typing } = useWorkspace();
  const [text, setText] = useState(() => drafts.get(channel.id));
  const ref = useRef<HTMLTextAreaElement>(null);
  useAutosize(ref, text);
  const change = (next: string) => {
    setText(next);
    drafts.set(channel.id, next);
    if (next.trim() === "") typing.tellStopped(channel.id);
    else typing.tell(channel.id);
  };
  const picking = useMentionPicking(channel, ref, text, change);

  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (window.matchMedia("(hover: hover)").matches) ref.current?.focus({ preventScroll: true });
    return () => typing.tellStopped(channel.id);
  }, [channel.id, typing]);

  const tooLong = text.length > TEXT_LIMIT;
  const ready = text.trim() !== "" && !tooLong;
  const send = () => {
    if (!ready) return;
    outbox.send(channel.id, text.trim());
    typing.tellStopped(channel.id);
    drafts.set(channel.id, "");
    setText("");
    ref.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || picking.onKeyDown(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "") {
      event.preventDefault();
      requestEditOfLast(channel.id);
    }
  };

  const name = channelTitle(channel, me.id);
  const label = `Message ${channel.kind === "direct" ? name : `#${name}`}`;
  return (
    <footer className="composer">
      <MentionPicker picking={picking} />
      <div className="composer__box">
        <textarea
          ref={ref}
          className="composer__field"
          aria-label={label}
          placeholder={label}
          data-testid="composer"
          rows={1}
          enterKeyHint="send"
          value={text}
          onChange={(event) => change(event.target.value)}
          onSelect={picking.onSelect}
          onBlur={picking.close}
          onKeyDown={onKeyDown}
          {...picking.aria}
        />
        <button type="button" className="composer__send" aria-label="Send" data-testid="send" disabled={!ready} onClick={send}>
          <Icon name="send" size={18} />
        </button>
      </div>
      <div className="composer__foot">
        <TypingIndicator channelId={channel.id} />
        {text.length > TEXT_WARNING && (
          <span className={tooLong ? "composer__count composer__count--over" : "composer__count"} role="status">
            {tooLong ? `${text.length - TEXT_LIMIT} characters too many` : `${TEXT_LIMIT - text.length} left`}
          </span>
        )}
      </div>
    </footer>
  );
}
