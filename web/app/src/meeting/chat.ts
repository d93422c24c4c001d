import { goToChannel } from "../workspace/route";
import type { MeetingRoom } from "./room";

/** Below this the conversation takes the meeting's place, which becomes a small window. */
const NARROW = "(max-width: 759px)";

/** Shows the conversation of the meeting's channel beside it, or hides it again. */
export function openChat(room: MeetingRoom): void {
  const { meeting, side } = room.state.get();
  if (!meeting?.channelId) return;
  const closes = side === "chat" && !window.matchMedia(NARROW).matches;
  room.show(closes ? "none" : "chat");
  if (closes) return;
  goToChannel(meeting.channelId);
  if (window.matchMedia(NARROW).matches) room.expand(false);
}
