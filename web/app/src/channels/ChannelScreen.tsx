import type { MyChannel } from "@worksync/sdk";
import { useEffect } from "react";
import { Composer } from "../messages/Composer";
import { MessageList } from "../messages/MessageList";
import { useStore } from "../state/store";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { route } from "../workspace/route";
import { ChannelHeader } from "./ChannelHeader";

/** A conversation: header, messages, and the place to write. */
export function ChannelScreen({ channel }: { channel: MyChannel }) {
  const { conversations, people, client, ringing } = useWorkspace();
  const { seq } = useStore(route, (state) => state);
  const { id } = channel;

  useEffect(() => {
    people.loadMembers(id).catch(showProblem("The members could not be loaded"));
    const stopTyping = client.watchTyping(id);
    const stopMeetings = ringing.follow(id);
    return () => {
      stopTyping();
      stopMeetings();
      conversations.leave(id);
    };
  }, [id, client, conversations, people, ringing]);

  useEffect(() => {
    void (seq === null ? conversations.open(id) : conversations.showAround(id, seq));
  }, [id, seq, conversations]);

  return (
    <>
      <ChannelHeader channel={channel} />
      <MessageList channel={channel} goTo={seq} />
      <Composer channel={channel} />
    </>
  );
}
