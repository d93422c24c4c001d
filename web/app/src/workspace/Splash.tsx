import { Logo } from "../ui/Logo";

/** Between the door and the workspace. */
export function Splash({ problem = null }: { problem?: string | null }) {
  return (
    <main className="splash" aria-busy="true">
      <Logo size={48} />
      <p role="status">{problem ? `Still connecting… ${problem}` : "Connecting…"}</p>
    </main>
  );
}
