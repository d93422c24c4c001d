import type { WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { goToChannel } from "../workspace/route";

/** Whether this browser tells of news while WorkSync is closed. */
export type PushState =
  /** The browser or the server cannot. */
  | "unavailable"
  | "off"
  /** It is being turned on or off. */
  | "changing"
  | "on"
  /** The person does not let this site show notifications. */
  | "denied";

const WORKER = "/push-worker.js";

/** Web Push in this browser: off until the person wants it, and gone when they sign out. */
export class PushOnThisDevice {
  readonly state = new Store<PushState>("unavailable");
  readonly #client: WorkSyncClient;
  #key: string | null = null;
  #id: string | null = null;

  constructor(client: WorkSyncClient) {
    this.#client = client;
  }

  /** Learns what is possible; tells the server again where it is on. */
  async start(): Promise<void> {
    if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
    this.#key = await this.#client.notifications.pushKey();
    if (this.#key === null) return;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.type === "open-channel") goToChannel(String(data.channelId), data.seq);
    });
    if (Notification.permission === "denied") return this.state.set("denied");
    this.state.set("off");
    const registration = await navigator.serviceWorker.getRegistration(WORKER);
    const subscription = await registration?.pushManager.getSubscription();
    if (subscription && Notification.permission === "granted") await this.#tell(subscription);
  }

  /** Asks the person, then the browser, and tells the server. */
  async turnOn(): Promise<void> {
    if (this.#key === null) return;
    this.state.set("changing");
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        return this.state.set(Notification.permission === "denied" ? "denied" : "off");
      }
      const registration = await navigator.serviceWorker.register(WORKER);
      await navigator.serviceWorker.ready;
      await this.#tell(
        await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.#key }),
      );
    } catch (error) {
      this.state.set("off");
      throw error;
    }
  }

  async turnOff(): Promise<void> {
    if (this.state.get() !== "on") return;
    this.state.set("changing");
    try {
      const registration = await navigator.serviceWorker.getRegistration(WORKER);
      const subscription = await registration?.pushManager.getSubscription();
      // the browser first: without its subscription nothing reaches it, whatever the server knows
      await subscription?.unsubscribe();
      if (this.#id !== null) await this.#client.notifications.removePushDevice(this.#id);
    } finally {
      this.#id = null;
      this.state.set("off");
    }
  }

  async #tell(subscription: PushSubscription): Promise<void> {
    this.#id = (await this.#client.notifications.addPushDevice(subscription)).id;
    this.state.set("on");
  }
}
