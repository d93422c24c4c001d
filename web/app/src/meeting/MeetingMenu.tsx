import { useRef } from "react";
import { useStore } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { openDialog } from "../workspace/panels";
import { openChat } from "./chat";
import { copyJoinLink } from "./join-link";
import { canPictureInPicture, pictureInPicture } from "./picture-in-picture";
import { isHost } from "./room-state";

const failed = showProblem("That did not work");

/** Everything of a meeting that is not needed all the time. */
export function MeetingMenu() {
  const { room, client } = useWorkspace();
  const { meeting, view, side, self, status } = useStore(room.state, (s) => s);
  const files = useRef<HTMLInputElement>(null);
  if (!meeting) return null;
  const { id, channelId, mediaPlane, recording } = meeting;
  const host = isHost(self);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files-for-all"
        onChange={(event) => {
          room.send([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Menu label="More" trigger={<Icon name="more" size={22} />} triggerClass="control" className="menu-anchor--up">
        <Item hook="view-toggle" icon={view === "grid" ? "speaker" : "grid"} label={view === "grid" ? "Speaker view" : "Grid view"} keys="G" onClick={() => room.setView(view === "grid" ? "speaker" : "grid")} />
        <Item hook="menu-people" icon="users" label="People" keys="P" onClick={() => room.show(side === "people" ? "none" : "people")} />
        {channelId && <Item hook="meeting-chat" icon="message" label="Chat" keys="C" onClick={() => openChat(room)} />}
        <Item hook="send-file-all" icon="file" label="Send a file to everybody…" disabled={status !== "joined"} onClick={() => files.current?.click()} />
        {canPictureInPicture && <Item hook="picture-in-picture" icon="pip" label="Picture in picture" onClick={() => void pictureInPicture().catch(failed)} />}
        <Item hook="devices-dialog" icon="camera" label="Devices…" onClick={() => openDialog("meeting-devices")} />
        <Item hook="copy-link-menu" icon="link" label="Copy join link" onClick={() => void copyJoinLink(meeting)} />
        <Item hook="shortcuts" icon="keyboard" label="Keyboard shortcuts" keys="?" onClick={() => openDialog("meeting-shortcuts")} />
        {host && mediaPlane === "sfu" && (
          <Item hook="record" icon="record" label={recording ? "Stop recording" : "Record"} onClick={() => void (recording ? client.meetings.stopRecording(id) : client.meetings.startRecording(id)).catch(failed)} />
        )}
        {host && (
          <>
            <div className="menu__line" role="separator" />
            <Item hook="end-meeting" icon="phoneDown" label="End for everybody" onClick={() => void room.endForAll().catch(failed)} />
          </>
        )}
      </Menu>
    </>
  );
}

interface ItemProps {
  hook: string;
  icon: IconName;
  label: string;
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
}

function Item({ hook, icon, label, keys, disabled = false, onClick }: ItemProps) {
  return (
    <button type="button" role="menuitem" className="menu__item" data-testid={hook} aria-keyshortcuts={keys} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={16} />
      {label}
      {keys && <kbd className="menu__keys">{keys}</kbd>}
    </button>
  );
}
