import { useState } from "react";
import { Icon } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import { describeProblem } from "../ui/toasts";
import type { Session } from "./session";

/** The door: says what this is and leads to the identity provider. */
export function SignIn({ session, notice }: { session: Session; notice: string | null }) {
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState(notice);

  const signIn = () => {
    setLeaving(true);
    setProblem(null);
    session.signIn().catch((error: unknown) => {
      setLeaving(false);
      setProblem(`The sign-in page could not be reached. ${describeProblem(error)}`);
    });
  };

  return (
    <main className="door">
      <section className="door__card">
        <Logo size={52} />
        <h1 className="door__title">Welcome to WorkSync</h1>
        <p className="door__lead">Messages, presence and meetings, in one calm place for your team.</p>
        {problem && (
          <p className="door__notice" role="alert">
            <Icon name="alert" size={16} />
            {problem}
          </p>
        )}
        <button
          type="button"
          className="button button--primary button--large door__button"
          data-testid="sign-in"
          disabled={leaving}
          onClick={signIn}
        >
          {leaving ? "Opening the sign-in page…" : "Sign in"}
        </button>
        <p className="door__hint">You sign in on your organisation’s own page. WorkSync never sees your password.</p>
      </section>
    </main>
  );
}
