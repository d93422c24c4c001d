import { useEffect } from "react";
import { useStore } from "../state/store";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { replaceRoute, route } from "../workspace/route";

/** Follows a join link: to the mirror before its meeting. */
export function useJoinLink(): void {
  const { client, room } = useWorkspace();
  const { joinCode } = useStore(route, (state) => state);
  useEffect(() => {
    if (!joinCode) return;
    void client.meetings
      .byCode(joinCode)
      .then(async (meeting) => {
        replaceRoute({ channelId: meeting.channelId, seq: null });
        await room.prepare(meeting);
      })
      .catch((error: unknown) => {
        replaceRoute({ channelId: null, seq: null });
        showProblem("This link leads to no meeting")(error);
      });
  }, [joinCode, client, room]);
}
