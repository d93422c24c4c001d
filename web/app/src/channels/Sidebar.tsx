import type { MyChannel } from "@worksync/sdk";
import { NotificationBell } from "../notifications/NotificationBell";
import { MeCard } from "../people/MeCard";
import { useWatchedPresence } from "../people/presences";
import { useStore } from "../state/store";
import { Icon, type IconName } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import { useWorkspace } from "../workspace/context";
import { openDialog } from "../workspace/panels";
import { route } from "../workspace/route";
import { ChannelItem } from "./ChannelItem";
import { byTitle, peers } from "./naming";

const command = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

/** The list of places to talk. */
export function Sidebar() {
  const { channels, presences, me } = useWorkspace();
  const byId = useStore(channels.state, (state) => state.byId);
  const { channelId } = useStore(route, (state) => state);
  const all = Object.values(byId).sort(byTitle(me.id));
  const direct = all.filter((channel) => channel.kind === "direct");
  const rooms = all.filter((channel) => channel.kind !== "direct");
  useWatchedPresence(presences, [me.id, ...direct.flatMap((channel) => peers(channel, me.id).map((user) => user.id))]);
  const guest = me.role === "guest";

  return (
    <nav className="sidebar" aria-label="Channels and direct messages">
      <header className="sidebar__header">
        <Logo size={26} />
        <strong className="sidebar__brand">WorkSync</strong>
        <NotificationBell />
      </header>
      <button type="button" className="sidebar__jump" onClick={() => openDialog("switcher")}>
        <Icon name="search" size={16} />
        <span>Jump to…</span>
        <kbd>{command}</kbd>
      </button>
      <div className="sidebar__lists">
        <Section title="Channels" channels={rooms} open={channelId} empty="You are in no channel yet.">
          {!guest && <Action icon="compass" label="Browse channels" onClick={() => openDialog("browse")} />}
          {!guest && <Action icon="plus" label="New channel" hook="new-channel" onClick={() => openDialog("new-channel")} />}
        </Section>
        <Section title="Direct messages" channels={direct} open={channelId} empty="Write to somebody with the + above.">
          <Action icon="plus" label="New direct message" hook="new-direct" onClick={() => openDialog("new-direct")} />
        </Section>
      </div>
      <MeCard />
    </nav>
  );
}

interface SectionProps {
  title: string;
  channels: readonly MyChannel[];
  open: string | null;
  empty: string;
  children: React.ReactNode;
}

function Section({ title, channels, open, empty, children }: SectionProps) {
  return (
    <section className="sidebar__section" aria-label={title}>
      <header className="sidebar__section-header">
        <h2>{title}</h2>
        {children}
      </header>
      {channels.length === 0 && <p className="sidebar__empty">{empty}</p>}
      <ul>
        {channels.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} current={channel.id === open} />
        ))}
      </ul>
    </section>
  );
}

function Action({ icon, label, hook, onClick }: { icon: IconName; label: string; hook?: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className="icon-button icon-button--small"
      aria-label={label}
      title={label}
      data-testid={hook}
      onClick={onClick}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}
