import type { Participant, Waiting } from "@worksync/sdk";
import { useRef } from "react";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { copyJoinLink } from "./join-link";
import { isHost } from "./room-state";

const failed = showProblem("That did not work");

/** Who is there and who waits, and what a host can do about it. */
export function PeoplePanel() {
  const { room, client } = useWorkspace();
  const { meeting, participants, self, waiting } = useStore(room.state, (s) => s);
  if (!meeting) return null;
  const host = isHost(self);
  const change = (what: Parameters<typeof client.meetings.update>[1]) => void client.meetings.update(meeting.id, what).catch(failed);

  return (
    <aside className="people-panel" aria-label="People in the meeting" data-testid="meeting-people-panel">
      <header className="people-panel__header">
        <h3>People</h3>
        <button type="button" className="icon-button icon-button--small" aria-label="Hide the list" onClick={() => room.show("none")}>
          <Icon name="close" size={16} />
        </button>
      </header>
      {host && waiting.length > 0 && <Lobby meetingId={meeting.id} waiting={waiting} />}
      <ul className="people-panel__list">
        {participants.map((participant) => (
          <Line key={participant.participantId} participant={participant} self={self} />
        ))}
      </ul>
      <footer className="people-panel__footer">
        <button type="button" className="button" data-testid="copy-link" onClick={() => void copyJoinLink(meeting)}>
          <Icon name="link" size={16} />
          Copy join link
        </button>
        {host && (
          <>
            <Switch hook="lock-meeting" label="Lock the meeting" hint="Nobody else can come in." on={meeting.locked} onChange={(locked) => change({ locked })} />
            <Switch hook="lobby-toggle" label="Lobby" hint="Whoever comes waits until a host lets them in." on={meeting.lobby} onChange={(lobby) => change({ lobby })} />
          </>
        )}
      </footer>
    </aside>
  );
}

function Lobby({ meetingId, waiting }: { meetingId: string; waiting: readonly Waiting[] }) {
  const { client } = useWorkspace();
  const decide = ({ participantId }: Waiting, admitted: boolean) => void client.meetings.admit(meetingId, participantId, admitted).catch(failed);
  return (
    <section className="people-panel__lobby" aria-label="Waiting in the lobby" role="status">
      <h4>In the lobby</h4>
      <ul className="people-panel__list">
        {waiting.map((one) => (
          <li key={one.participantId} className="person-line" data-testid={`lobby-${one.userId}`}>
            <Avatar userId={one.userId} name={one.displayName} size={28} />
            <span className="person-line__name truncate">{one.displayName}</span>
            <button type="button" className="button button--quiet" data-testid={`deny-${one.userId}`} aria-label={`Don’t let ${one.displayName} in`} onClick={() => decide(one, false)}>
              Deny
            </button>
            <button type="button" className="button button--primary" data-testid={`admit-${one.userId}`} aria-label={`Let ${one.displayName} in`} onClick={() => decide(one, true)}>
              Admit
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ROLE_WORDS = { host: "Host", cohost: "Co-host", participant: "", viewer: "Viewer" } as const;

function Line({ participant, self }: { participant: Participant; self: Participant | null }) {
  const { participantId, userId, displayName, deviceName, role, audio, video, hand } = participant;
  const own = participantId === self?.participantId;
  const words = [own && "you", ROLE_WORDS[role], deviceName].filter(Boolean).join(" · ");
  return (
    <li className="person-line" data-testid={`participant-${userId}`} data-role={role}>
      <Avatar userId={userId} name={displayName} size={28} />
      <span className="person-line__name">
        <span className="truncate">{displayName}</span>
        {words && <small className="truncate">{words}</small>}
      </span>
      {hand && <Sign icon="hand" words="Hand raised" />}
      {!audio && <Sign icon="micOff" words="Muted" />}
      {!video && <Sign icon="cameraOff" words="Camera off" />}
      {!own && <Actions participant={participant} self={self} />}
    </li>
  );
}

function Sign({ icon, words }: { icon: "hand" | "micOff" | "cameraOff"; words: string }) {
  return (
    <span className="person-line__sign" role="img" aria-label={words} title={words} data-sign={icon}>
      <Icon name={icon} size={15} />
    </span>
  );
}

function Actions({ participant, self }: { participant: Participant; self: Participant | null }) {
  const { room, client } = useWorkspace();
  const files = useRef<HTMLInputElement>(null);
  const { meetingId, participantId, userId, displayName, role, audio, video, hand } = participant;
  const { meetings } = client;
  const host = isHost(self) && role !== "host";
  const run = (action: Promise<unknown>) => void action.catch(failed);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid={`files-for-${userId}`}
        onChange={(event) => {
          room.send([...(event.target.files ?? [])], participantId);
          event.target.value = "";
        }}
      />
      <Menu label={`Actions for ${displayName}`} trigger={<Icon name="more" size={16} />} triggerClass="icon-button icon-button--small" className="menu-anchor--end">
        <Item hook={`send-file-${userId}`} icon="file" label="Send a file…" onClick={() => files.current?.click()} />
        {host && audio && <Item hook={`mute-${userId}`} icon="micOff" label="Mute" onClick={() => run(meetings.mute(meetingId, participantId, { audio: false }))} />}
        {host && video && <Item hook={`camera-off-${userId}`} icon="cameraOff" label="Turn camera off" onClick={() => run(meetings.mute(meetingId, participantId, { video: false }))} />}
        {host && hand && <Item hook={`lower-hand-${userId}`} icon="hand" label="Take hand down" onClick={() => run(meetings.mute(meetingId, participantId, { hand: false }))} />}
        {self?.role === "host" && role !== "cohost" && <Item hook={`cohost-${userId}`} icon="users" label="Make co-host" onClick={() => run(meetings.setRole(meetingId, participantId, "cohost"))} />}
        {self?.role === "host" && role !== "participant" && <Item hook={`participant-role-${userId}`} icon="users" label="Make participant" onClick={() => run(meetings.setRole(meetingId, participantId, "participant"))} />}
        {self?.role === "host" && role !== "viewer" && <Item hook={`viewer-${userId}`} icon="users" label="Make viewer" onClick={() => run(meetings.setRole(meetingId, participantId, "viewer"))} />}
        {host && <Item hook={`remove-${userId}`} icon="close" label="Remove from the meeting" onClick={() => run(meetings.remove(meetingId, participantId))} />}
      </Menu>
    </>
  );
}

function Item({ hook, icon, label, onClick }: { hook: string; icon: "file" | "micOff" | "cameraOff" | "hand" | "users" | "close"; label: string; onClick: () => void }) {
  return (
    <button type="button" role="menuitem" className="menu__item" data-testid={hook} onClick={onClick}>
      <Icon name={icon} size={16} />
      {label}
    </button>
  );
}

function Switch({ hook, label, hint, on, onChange }: { hook: string; label: string; hint: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button type="button" role="switch" aria-checked={on} className="switch" data-testid={hook} onClick={() => onChange(!on)}>
      <span className="switch__text">
        {label}
        <small>{hint}</small>
      </span>
      <span className="switch__track" aria-hidden="true" />
    </button>
  );
}
