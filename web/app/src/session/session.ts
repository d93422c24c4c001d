import { UserManager, WebStorageStateStore, type User as OidcUser } from "oidc-client-ts";
import { Store } from "../state/store";

/** What `/config.json` says about signing in. */
export interface SignInConfig {
  issuer: string;
  clientId: string;
}

export type SessionState =
  | { kind: "starting" }
  | { kind: "unavailable"; reason: string }
  | { kind: "signed-out"; notice: string | null }
  | { kind: "signed-in" };

/** A token that ends sooner than this is renewed before it is used. */
const RENEW_BEFORE_SECONDS = 30;

/** Being refused again this soon after a renewal means that a new token does not help. */
const REFUSED_AGAIN_MS = 15_000;

/** The person's sign-in with the identity provider. Tokens stay in this tab's session storage, never in localStorage. */
export class Session {
  readonly state = new Store<SessionState>({ kind: "starting" });
  #manager: UserManager | undefined;
  #renewal: Promise<OidcUser> | undefined;
  #renewedAt = 0;

  /** Finds out whether somebody is signed in, and finishes a sign-in that comes back from the provider. */
  async start(): Promise<void> {
    this.state.set({ kind: "starting" });
    try {
      this.#manager = manager(await loadConfig());
      this.state.set(await this.#settle(this.#manager));
    } catch (error) {
      this.state.set({ kind: "unavailable", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Leaves for the provider's sign-in page and comes back to the same place. */
  async signIn(): Promise<void> {
    await this.#manager?.signinRedirect({ state: { hash: location.hash } });
  }

  /** Ends the session here and at the provider. */
  async signOut(): Promise<void> {
    await this.#manager?.signoutRedirect();
  }

  /** A token that is good for at least another half minute. Ends the session when the provider refuses to renew it. */
  async accessToken(): Promise<string> {
    const manager = this.#manager;
    const user = await manager?.getUser();
    if (!manager || !user) return this.#ended();
    if ((user.expires_in ?? 0) > RENEW_BEFORE_SECONDS) return user.access_token;
    return (await this.#renew(manager)).access_token;
  }

  /**
   * The server no longer takes the token, although it has not expired. The provider decides: true when it gives a new
   * one; otherwise, and where a new one was refused as well just now, the session has ended.
   */
  async tokenRefused(): Promise<boolean> {
    const again = Date.now() - this.#renewedAt < REFUSED_AGAIN_MS;
    if (!this.#manager || again) {
      await this.#ended().catch(() => undefined);
      return false;
    }
    this.#renewedAt = Date.now();
    return this.#renew(this.#manager).then(
      () => true,
      () => false,
    );
  }

  async #settle(manager: UserManager): Promise<SessionState> {
    const answer = new URLSearchParams(location.search);
    if (answer.has("state") && (answer.has("code") || answer.has("error"))) return finishSignIn(manager);
    const user = await manager.getUser();
    if (!user) return { kind: "signed-out", notice: null };
    if (!user.expired) return { kind: "signed-in" };
    try {
      await this.#renew(manager);
      return { kind: "signed-in" };
    } catch {
      await manager.removeUser();
      return { kind: "signed-out", notice: sessionEnded };
    }
  }

  /** One renewal at a time: a refresh token may be used only once. */
  #renew(manager: UserManager): Promise<OidcUser> {
    this.#renewal ??= manager
      .signinSilent()
      .then((user) => user ?? Promise.reject(new Error(sessionEnded)))
      .catch((error: unknown) => (refused(error) ? this.#ended() : Promise.reject(error)))
      .finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #ended(): Promise<never> {
    await this.#manager?.removeUser();
    this.state.set({ kind: "signed-out", notice: sessionEnded });
    throw new Error(sessionEnded);
  }
}

const sessionEnded = "Your session has ended. Sign in again to go on; what you typed is kept.";

async function loadConfig(): Promise<SignInConfig> {
  const answer = await fetch("/config.json", { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()) as SignInConfig;
}

function manager(config: SignInConfig): UserManager {
  return new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${location.origin}/`,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: "code",
    scope: "openid profile",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
    requestTimeoutInSeconds: 15,
  });
}

async function finishSignIn(manager: UserManager): Promise<SessionState> {
  try {
    const user = await manager.signinCallback();
    const place = (user?.state as { hash?: string } | undefined)?.hash ?? "";
    history.replaceState(null, "", `${location.pathname}${place}`);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    return { kind: "signed-in" };
  } catch (error) {
    history.replaceState(null, "", location.pathname);
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "signed-out", notice: `Signing in did not work: ${reason}` };
  }
}

/** Whether the provider itself said no, in contrast to a network that did not reach it. */
function refused(error: unknown): boolean {
  return error instanceof Error && (error.name === "ErrorResponse" || error.message === sessionEnded);
}
