import { canEncrypt } from "@worksync/sdk";
import { useEffect, useRef, useState } from "react";
import { Avatar } from "../people/Avatar";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { showProblem } from "../ui/toasts";
import { useWorkspace } from "../workspace/context";
import { DeviceSelect } from "./DeviceSelect";
import { followDevices } from "./device-choice";
import { Control } from "./MeetingControls";
import { MicLevel } from "./MicLevel";
import { checkNetwork, type NetworkCheck } from "./network-check";
import { useStream } from "./Tile";

/** Oneself in the mirror before going in: devices, their picture and level, and whether the network is up to it. */
export function PreJoin({ title }: { title: string }) {
  const { room, me } = useWorkspace();
  const { meeting, audio, video, localMedia } = useStore(room.state, (s) => s);
  const ref = useRef<HTMLVideoElement>(null);
  useStream(ref, localMedia);
  useEffect(followDevices, []);
  const failed = showProblem("That did not work");
  const unable = meeting?.e2ee === true && !canEncrypt();

  return (
    <div className="prejoin" data-testid="prejoin">
      <div className="prejoin__mirror">
        <div className="tile" data-own data-kind="camera">
          <video ref={ref} autoPlay playsInline muted aria-label="You" data-off={!video || undefined} data-testid="prejoin-video" />
          {!video && (
            <span className="tile__face">
              <Avatar userId={me.id} name={me.displayName} size={88} />
            </span>
          )}
          <div className="prejoin__controls" role="toolbar" aria-label="Before you join">
            <Control hook="toggle-mic" label="Microphone" icon={audio ? "mic" : "micOff"} state={audio ? "on" : "off"} onClick={() => void room.toggleAudio().catch(failed)} />
            <Control hook="toggle-camera" label="Camera" icon={video ? "camera" : "cameraOff"} state={video ? "on" : "off"} onClick={() => void room.toggleVideo().catch(failed)} />
          </div>
        </div>
        <MicLevel stream={audio ? localMedia : null} />
      </div>
      <div className="prejoin__side">
        <h2 className="prejoin__title">{title}</h2>
        <p className="prejoin__lead">{leadOf(meeting?.participantCount ?? 0, meeting?.scheduledFor ?? null, meeting?.startedAt ?? null)}</p>
        {meeting?.lobby && <Note icon="users">A host lets people in. You wait in the lobby until then.</Note>}
        {meeting?.recording && <Note icon="alert">This meeting is being recorded.</Note>}
        {meeting?.e2ee && !unable && <Note icon="lock">Encrypted from end to end: only those in the meeting can see and hear it.</Note>}
        {unable && <Note icon="alert">This meeting is encrypted from end to end, which this browser can’t do. Try a newer one.</Note>}
        <DeviceSelect kind="microphone" />
        <DeviceSelect kind="camera" />
        <DeviceSelect kind="speaker" />
        {meeting && <Network meetingId={meeting.id} />}
        <div className="prejoin__actions">
          <button type="button" className="button button--large" onClick={() => void room.leave().catch(() => undefined)}>
            Cancel
          </button>
          <button
            type="button"
            className="button button--primary button--large"
            data-testid="prejoin-join"
            data-autofocus
            disabled={unable}
            onClick={() => void room.enter().catch(showProblem("Joining did not work"))}
          >
            Join now
          </button>
        </div>
      </div>
    </div>
  );
}

function Note({ icon, children }: { icon: "users" | "alert" | "lock"; children: string }) {
  return (
    <p className="prejoin__note">
      <Icon name={icon} size={16} />
      {children}
    </p>
  );
}

function Network({ meetingId }: { meetingId: string }) {
  const { client } = useWorkspace();
  const [check, setCheck] = useState<NetworkCheck | null>(null);
  useEffect(() => {
    let open = true;
    void checkNetwork(client, meetingId).then((result) => open && setCheck(result));
    return () => {
      open = false;
    };
  }, [client, meetingId]);
  return (
    <p className="prejoin__network" role="status" data-testid="network-check" data-level={check?.level ?? "checking"}>
      <span className="quality" data-level={check?.level ?? undefined} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {check?.words ?? "Checking the network…"}
    </p>
  );
}

function leadOf(count: number, scheduledFor: string | null, startedAt: string | null): string {
  if (count > 0) return count === 1 ? "One person is in the meeting." : `${count} people are in the meeting.`;
  if (scheduledFor && !startedAt) return `Planned for ${new Date(scheduledFor).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}.`;
  return "Nobody else is here yet.";
}
