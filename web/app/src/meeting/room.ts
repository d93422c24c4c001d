import { MeetingClient, WorkSyncError, type Meeting, type Participant, type RemoteMedia, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { describeProblem, showToast } from "../ui/toasts";
import { deviceProblem, type Device } from "./devices";

export interface RoomState {
  status: "none" | "joining" | "joined";
  meeting: Meeting | null;
  participants: readonly Participant[];
  remotes: readonly RemoteMedia[];
  self: Participant | null;
  /** What is on here, whether or not the server knows it yet. */
  audio: boolean;
  video: boolean;
  localMedia: MediaStream | null;
  localScreen: MediaStream | null;
  /** Whether the meeting fills the main column; otherwise it is a small window. */
  expanded: boolean;
}

const outside: RoomState = {
  status: "none",
  meeting: null,
  participants: [],
  remotes: [],
  self: null,
  audio: false,
  video: false,
  localMedia: null,
  localScreen: null,
  expanded: true,
};

/** The meeting that this client is in, if any. */
export class MeetingRoom {
  readonly state = new Store<RoomState>(outside);
  readonly #client: WorkSyncClient;
  #call: MeetingClient | undefined;
  /** A muted microphone stays open, so its track alone does not tell whether it is on. */
  #speaking = false;

  constructor(client: WorkSyncClient) {
    this.#client = client;
  }

  /** Starts a meeting in a channel, ringing its members, and joins it. */
  async start(channelId: string): Promise<Meeting> {
    const meeting = await this.#client.meetings.start({ channelId, ring: true });
    await this.join(meeting);
    return meeting;
  }

  /** Joins with microphone and camera, as far as they can be had. Leaves another meeting first. */
  async join(meeting: Meeting): Promise<void> {
    if (this.state.get().meeting?.id === meeting.id) return this.expand(true);
    await this.leave();
    const call = new MeetingClient(this.#client);
    this.#call = call;
    this.#follow(call);
    this.state.set({ ...outside, status: "joining", meeting });
    await Promise.all([this.#turnOn("microphone"), this.#turnOn("camera")]);
    if (this.#call !== call) return release(call);
    try {
      await call.join(meeting.id);
    } catch (error) {
      if (this.#call === call) this.#over();
      throw error;
    }
  }

  async leave(): Promise<void> {
    const call = this.#call;
    this.#over();
    if (!call) return;
    try {
      await call.leave();
    } finally {
      release(call);
    }
  }

  expand(expanded: boolean): void {
    this.state.update((state) => ({ ...state, expanded }));
  }

  async toggleAudio(): Promise<void> {
    if (!this.#speaking) return this.#turnOn("microphone");
    this.#speaking = false;
    await this.#call?.setAudio(false);
  }

  async toggleVideo(): Promise<void> {
    if (this.state.get().video) await this.#call?.setVideo(false);
    else await this.#turnOn("camera");
  }

  async toggleScreen(): Promise<void> {
    const call = this.#call;
    if (!call) return;
    try {
      await (this.state.get().localScreen ? call.removeScreen() : call.addScreen());
    } catch (error) {
      const problem = deviceProblem("screen", error);
      if (problem) showToast("problem", problem.title, problem.remedy);
    }
  }

  /** A device that can't be had is explained, and the meeting goes on without it. */
  async #turnOn(device: Exclude<Device, "screen">): Promise<void> {
    const call = this.#call;
    if (device === "microphone") this.#speaking = true;
    try {
      await (device === "microphone" ? call?.setAudio(true) : call?.setVideo(true));
    } catch (error) {
      if (device === "microphone") this.#speaking = false;
      const problem = deviceProblem(device, error);
      if (problem) showToast("problem", problem.title, problem.remedy);
    }
  }

  #follow(call: MeetingClient): void {
    const apply = (change: Partial<RoomState>) => {
      if (this.#call === call) this.state.update((state) => ({ ...state, ...change }));
    };
    call.on("state", (state) => state === "joined" && apply({ status: "joined", self: call.self }));
    call.on("meeting", (meeting) => apply({ meeting }));
    call.on("participants", (participants) => apply({ participants: [...participants], self: call.self }));
    call.on("remotes", (remotes) => apply({ remotes: [...remotes] }));
    call.on("local", () => apply(localOf(call, this.#speaking)));
    call.on("error", (error) => {
      // What passes by itself is mended without the person.
      if (error instanceof WorkSyncError && error.temporary) return;
      showToast("problem", "Trouble in the meeting", describeProblem(error));
    });
    call.on("over", (reason) => {
      if (this.#call !== call) return;
      this.#over();
      if (reason === "ended") showToast("note", "The meeting has ended");
      if (reason === "removed") showToast("note", "You are no longer in the meeting", "You can join it again from its channel.");
    });
  }

  #over(): void {
    this.#call = undefined;
    this.#speaking = false;
    this.state.set(outside);
  }
}

function localOf(call: MeetingClient, speaking: boolean): Partial<RoomState> {
  const live = (kind: "audio" | "video") =>
    call.localMedia.getTracks().some((track) => track.kind === kind && track.readyState === "live");
  const { localMedia, localScreen } = call;
  return { localMedia, localScreen, audio: speaking && live("audio"), video: live("video") };
}

/** Lets go of devices that were opened for a meeting that never came about. */
function release(call: MeetingClient): void {
  for (const track of call.localMedia.getTracks()) track.stop();
}
