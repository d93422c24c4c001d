import { Logo } from "../ui/Logo";

/** Shown when the server does not answer at start. */
export function Unavailable({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <main className="door">
      <section className="door__card">
        <Logo size={52} />
        <h1 className="door__title">WorkSync can’t be reached</h1>
        <p className="door__lead">Check your connection, then try again. Nothing you typed is lost.</p>
        <p className="door__hint">{reason}</p>
        <button type="button" className="button button--primary button--large door__button" onClick={onRetry}>
          Try again
        </button>
      </section>
    </main>
  );
}
