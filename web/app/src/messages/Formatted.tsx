import type { Message } from "@worksync/sdk";
import { memo } from "react";
import type { People } from "../people/people";
import { useWorkspace } from "../workspace/context";
import { segments, type Segment } from "./text";

/** A message's text with its links, code and mentions. All of it goes through React, so nothing in it is markup. */
export const Formatted = memo(function Formatted({ message }: { message: Pick<Message, "text" | "mentions"> }) {
  const { people, me } = useWorkspace();
  return segments(message.text).map((segment, index) => (
    <Part key={index} segment={segment} mentions={message.mentions} people={people} me={me.id} />
  ));
});

interface PartProps {
  segment: Segment;
  mentions: Message["mentions"];
  people: People;
  me: string;
}

function Part({ segment, mentions, people, me }: PartProps) {
  switch (segment.kind) {
    case "text":
      return segment.text;
    case "code":
      return <code className="code">{segment.text}</code>;
    case "block":
      return (
        <pre className="code-block" tabIndex={0}>
          <code>{segment.text}</code>
        </pre>
      );
    case "link":
      return (
        <a href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
          {segment.text}
        </a>
      );
    case "mention": {
      const whom = mentioned(segment.name, mentions, people);
      if (!whom) return segment.text;
      const own = whom === me || whom === "everybody";
      return <span className={`mention ${own ? "mention--own" : ""}`}>{segment.text}</span>;
    }
  }
}

/** Only what the server resolved is a mention; any other `@word` is just text. */
function mentioned(name: string, mentions: Message["mentions"], people: People): string | null {
  const word = name.toLowerCase();
  if ((word === "channel" && mentions.channel) || (word === "here" && mentions.here)) return "everybody";
  return mentions.userIds.find((id) => people.get(id)?.username.toLowerCase() === word) ?? null;
}
