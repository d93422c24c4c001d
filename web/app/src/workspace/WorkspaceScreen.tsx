import { lazy, Suspense, useEffect } from "react";
import { ChannelScreen } from "../channels/ChannelScreen";
import { DetailsPanel } from "../channels/DetailsPanel";
import { Dialogs } from "./Dialogs";
import { IncomingMeeting } from "../meeting/IncomingMeeting";
import { MeetingView } from "../meeting/MeetingView";
import { NotificationPanel } from "../notifications/NotificationPanel";
import { Sidebar } from "../channels/Sidebar";
import { useStore } from "../state/store";
import { Toasts } from "../ui/Toasts";
import { ConnectionBanner } from "./ConnectionBanner";
import { useWorkspace } from "./context";
import { openDialog, panels } from "./panels";
import { route } from "./route";
import { useLanding } from "./landing";
import { useJoinLink } from "../meeting/use-join-link";
import { useTitle } from "./title";
import { Welcome } from "./Welcome";

/** Brings Yjs along, which nobody needs before they open notes. */
const NotesPanel = lazy(() => import("../notes/NotesPanel"));

/** For the few who run WorkSync. */
const OperationsScreen = lazy(() => import("../ops/OperationsScreen"));

/** The whole signed-in screen: sidebar, conversation, details, and what floats above them. */
export function WorkspaceScreen() {
  const { channels } = useWorkspace();
  const { channelId, operations = false } = useStore(route, (state) => state);
  const { details, notes, notifications } = useStore(panels, (state) => state);
  const channel = useStore(channels.state, (state) => (channelId ? state.byId[channelId] : undefined));
  useTitle(channel, operations);
  useLanding();
  useJoinLink();
  useShortcuts();

  return (
    <div className="workspace" data-view={channelId || operations ? "channel" : "home"}>
      <a className="skip-link" href="#main" onClick={skipToConversation}>
        Skip to the conversation
      </a>
      <ConnectionBanner />
      <div className="workspace__columns">
        <Sidebar />
        <MeetingView />
        <main id="main" className="workspace__main" tabIndex={-1}>
          {operations ? (
            <Suspense fallback={<div aria-busy="true" />}>
              <OperationsScreen />
            </Suspense>
          ) : channel ? (
            <ChannelScreen key={channel.id} channel={channel} />
          ) : (
            <Welcome missing={channelId !== null} />
          )}
        </main>
        {channel && details && <DetailsPanel key={channel.id} channel={channel} />}
        {channel && notes && (
          <Suspense fallback={<aside className="notes" aria-busy="true" />}>
            <NotesPanel key={channel.id} channel={channel} />
          </Suspense>
        )}
      </div>
      {notifications && <NotificationPanel />}
      <IncomingMeeting />
      <Dialogs channel={channel} />
      <Toasts />
    </div>
  );
}

/** The address holds the route, so the link moves the focus itself. */
function skipToConversation(event: React.MouseEvent): void {
  event.preventDefault();
  const target = document.querySelector<HTMLElement>('[data-testid="composer"]') ?? document.getElementById("main");
  target?.focus();
}

function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!command || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) openDialog("switcher");
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
