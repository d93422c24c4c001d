import type { MyChannel } from "@worksync/sdk";
import { AddPeopleDialog } from "../channels/AddPeopleDialog";
import { BrowseDialog } from "../channels/BrowseDialog";
import { LeaveChannelDialog } from "../channels/LeaveChannelDialog";
import { NewChannelDialog } from "../channels/NewChannelDialog";
import { NewDirectDialog } from "../channels/NewDirectDialog";
import { QuickSwitcher } from "../channels/QuickSwitcher";
import { DeviceDialog } from "../meeting/DeviceDialog";
import { NewMeetingDialog } from "../meeting/NewMeetingDialog";
import { ShortcutsDialog } from "../meeting/ShortcutsDialog";
import { DevicesDialog } from "../session/DevicesDialog";
import { useStore } from "../state/store";
import { panels } from "./panels";

/** The one dialog that is open, if any. */
export function Dialogs({ channel }: { channel: MyChannel | undefined }) {
  const dialog = useStore(panels, (state) => state.dialog);
  switch (dialog) {
    case "new-channel":
      return <NewChannelDialog />;
    case "browse":
      return <BrowseDialog />;
    case "new-direct":
      return <NewDirectDialog />;
    case "switcher":
      return <QuickSwitcher />;
    case "add-people":
      return channel ? <AddPeopleDialog channel={channel} /> : null;
    case "leave-channel":
      return channel ? <LeaveChannelDialog channel={channel} /> : null;
    case "devices":
      return <DevicesDialog />;
    case "new-meeting":
      return channel ? <NewMeetingDialog channel={channel} /> : null;
    case "meeting-devices":
      return <DeviceDialog />;
    case "meeting-shortcuts":
      return <ShortcutsDialog />;
    case null:
      return null;
  }
}
