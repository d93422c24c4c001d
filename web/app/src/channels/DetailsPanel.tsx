import type { Member, MyChannel } from "@worksync/sdk";
import { Avatar } from "../people/Avatar";
import { useWatchedPresence } from "../people/presences";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { useWorkspace } from "../workspace/context";
import { openDialog, showDetails } from "../workspace/panels";

const none: readonly Member[] = [];
const collator = new Intl.Collator();

/** Who is in the channel, and what one can do about it. */
export function DetailsPanel({ channel }: { channel: MyChannel }) {
  const { people, presences, me } = useWorkspace();
  const members = useStore(people.state, (state) => state.members[channel.id] ?? none);
  useWatchedPresence(presences, members.map((member) => member.userId));
  const sorted = [...members].sort((a, b) => collator.compare(a.user.displayName, b.user.displayName));
  const direct = channel.kind === "direct";

  return (
    <aside className="details" aria-label="Channel details" onKeyDown={(e) => e.key === "Escape" && showDetails(false)}>
      <header className="details__header">
        <h2>{direct ? "People" : "Members"}</h2>
        <span className="details__count">{members.length || channel.memberCount}</span>
        <button type="button" className="icon-button" aria-label="Close details" onClick={() => showDetails(false)}>
          <Icon name="close" />
        </button>
      </header>
      {channel.purpose && <p className="details__purpose">{channel.purpose}</p>}
      {!direct && me.role !== "guest" && (
        <button type="button" className="button details__add" onClick={() => openDialog("add-people")}>
          <Icon name="userPlus" size={16} />
          Add people
        </button>
      )}
      <ul className="details__members">
        {sorted.map((member) => (
          <MemberLine key={member.userId} member={member} direct={direct} />
        ))}
      </ul>
      {!direct && (
        <footer className="details__footer">
          <button
            type="button"
            className="button button--quiet details__leave"
            data-testid="leave-channel"
            onClick={() => openDialog("leave-channel")}
          >
            <Icon name="leave" size={16} />
            Leave channel
          </button>
        </footer>
      )}
    </aside>
  );
}

function MemberLine({ member, direct }: { member: Member; direct: boolean }) {
  const { presences, me } = useWorkspace();
  const presence = useStore(presences.state, (state) => state[member.userId]);
  const mark = member.user.role === "guest" ? "guest" : member.role === "owner" && !direct ? "owner" : null;
  return (
    <li className="member" data-testid={`member-${member.user.username}`}>
      <Avatar userId={member.userId} name={member.user.displayName} size={32} presence={presence} />
      <span className="member__names">
        <span className="truncate">
          {member.user.displayName}
          {member.userId === me.id && <span className="member__you"> (you)</span>}
        </span>
        <span className="member__username truncate">@{member.user.username}</span>
      </span>
      {mark && <span className="member__mark">{mark}</span>}
    </li>
  );
}
