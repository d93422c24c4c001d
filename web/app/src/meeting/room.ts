import { MeetingClient, WorkSyncError, type Fault, type LayerPreference, type Meeting, type NewMeeting, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { describeProblem, showProblem, showToast } from "../ui/toasts";
import { constraintsOf, lookAround, type DeviceKind } from "./device-choice";
import { deviceProblem, type Device } from "./devices";
import { outside, type RoomState, type Side } from "./room-state";
import { followRings } from "./ring-outcomes";

const REACTION_MS = 4_000;
const MAX_REACTIONS = 12;

/** The meeting that this client is in, if any. */
export class MeetingRoom {
  readonly state = new Store<RoomState>(outside);
  readonly #client: WorkSyncClient;
  #call: MeetingClient | undefined;
  /** A muted microphone stays open, so its track alone does not tell whether it is on. */
  #speaking = false;
  #reactions = 0;

  constructor(client: WorkSyncClient, nameOf: (userId: string) => string) {
    this.#client = client;
    followRings(client, () => this.state.get().meeting?.id, nameOf);
  }

  /** Starts a meeting in a channel, ringing its members, and joins it. */
  async start(meeting: NewMeeting): Promise<Meeting> {
    const started = await this.#client.meetings.start(meeting);
    await this.join(started);
    return started;
  }

  /** Joins with microphone and camera, as far as they can be had. Leaves another meeting first. */
  async join(meeting: Meeting): Promise<void> {
    if (this.#isIn(meeting)) return this.expand(true);
    const call = await this.#begin(meeting, "joining");
    if (this.#call === call) await this.#enter(call, meeting);
  }

  /** Shows oneself and asks which devices to use, before {@link enter}. */
  async prepare(meeting: Meeting): Promise<void> {
    if (this.#isIn(meeting)) return this.expand(true);
    await this.#begin(meeting, "preparing");
  }

  /** Goes in after {@link prepare}. */
  async enter(): Promise<void> {
    const { meeting, status } = this.state.get();
    if (!this.#call || !meeting || status !== "preparing") return;
    this.#apply({ status: "joining" });
    await this.#enter(this.#call, meeting);
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

  /** Ends it for everybody. */
  async endForAll(): Promise<void> {
    const { meeting } = this.state.get();
    if (meeting) await this.#client.meetings.end(meeting.id);
  }

  expand(expanded: boolean): void {
    this.#apply({ expanded });
  }

  show(side: Side): void {
    this.#apply({ side });
  }

  setView(view: RoomState["view"]): void {
    this.#apply({ view });
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

  async toggleHand(): Promise<void> {
    const hand = !this.state.get().hand;
    this.#apply({ hand });
    await this.#call?.setHand(hand);
  }

  async react(emoji: string): Promise<void> {
    await this.#call?.react(emoji);
  }

  /** Another device was chosen: takes it at once where that kind is on. */
  async deviceChosen(kind: DeviceKind): Promise<void> {
    if (kind === "microphone" && this.#speaking) await this.#turnOn("microphone", constraintsOf("microphone"));
    if (kind === "camera" && this.state.get().video) await this.#turnOn("camera", constraintsOf("camera"));
  }

  /** Offers files to a participant, or to everybody else. */
  send(files: readonly File[], participantId?: string): void {
    const call = this.#call;
    if (!call) return;
    const others = this.state.get().participants.filter((one) => one.participantId !== call.participantId);
    const to = participantId ? [participantId] : others.map((one) => one.participantId);
    try {
      for (const file of files) for (const id of to) call.files.send(id, file);
    } catch (error) {
      showProblem("The file was not sent")(error);
    }
  }

  prefer(preferences: readonly LayerPreference[]): void {
    this.#call?.prefer(preferences);
  }

  /** Who speaks, by what is heard here. */
  heard(speakers: readonly string[]): void {
    this.#apply({ speakers });
  }

  /** For tests: breaks something on purpose. */
  async simulate(fault: Fault): Promise<void> {
    await this.#call?.simulate(fault);
  }

  #isIn(meeting: Meeting): boolean {
    const { status, meeting: inside } = this.state.get();
    return status !== "none" && inside?.id === meeting.id;
  }

  async #begin(meeting: Meeting, status: "preparing" | "joining"): Promise<MeetingClient> {
    await this.leave();
    const call = new MeetingClient(this.#client);
    this.#call = call;
    this.#follow(call);
    this.state.set({ ...outside, status, meeting });
    await Promise.all([this.#turnOn("microphone"), this.#turnOn("camera")]);
    if (navigator.mediaDevices) await lookAround(navigator.mediaDevices);
    if (this.#call !== call) release(call);
    return call;
  }

  async #enter(call: MeetingClient, meeting: Meeting): Promise<void> {
    try {
      await call.join(meeting.id);
    } catch (error) {
      // a refused call ends by itself, and the refusal is still to be told; one that was left meanwhile is no failure
      const left = this.#call !== call && !(this.#call === undefined && error instanceof WorkSyncError);
      if (left) return;
      this.#over();
      throw error;
    }
  }

  /** A device that can't be had is explained, and the meeting goes on without it. */
  async #turnOn(device: Exclude<Device, "screen">, anew?: MediaTrackConstraints | true): Promise<void> {
    const call = this.#call;
    // a muted microphone is still open: speaking again is instant
    const isOpen = device === "microphone" && call !== undefined && call.localMedia.getAudioTracks().length > 0;
    const choice = anew ?? (isOpen ? true : constraintsOf(device));
    if (device === "microphone") this.#speaking = true;
    try {
      await (device === "microphone" ? call?.setAudio(choice) : call?.setVideo(choice));
    } catch (error) {
      if (device === "microphone") this.#speaking = false;
      const problem = deviceProblem(device, error);
      if (problem) showToast("problem", problem.title, problem.remedy);
    }
  }

  #follow(call: MeetingClient): void {
    const apply = (change: Partial<RoomState>) => {
      if (this.#call === call) this.#apply(change);
    };
    call.on("state", (state) => {
      if (state === "joined") apply({ status: "joined", self: call.self });
      if (state === "waiting") apply({ status: "waiting" });
    });
    call.on("meeting", (meeting) => apply({ meeting }));
    call.on("participants", (participants) => apply({ participants: [...participants], self: call.self, ...(call.self && { hand: call.self.hand }) }));
    call.on("remotes", (remotes) => apply({ remotes: [...remotes] }));
    call.on("local", () => apply(localOf(call, this.#speaking)));
    call.on("quality", (all) => apply({ quality: Object.fromEntries(all.map((one) => [one.participantId, one])) }));
    call.on("speakers", (speakers) => apply({ speakers }));
    call.on("lobby", (waiting) => apply({ waiting }));
    call.on("encryption", (encryption) => apply({ encryption }));
    call.on("reaction", ({ participantId, emoji }) => this.#react(call, participantId, emoji));
    call.on("muted", ({ audio, video, screen }) => {
      if (audio) this.#speaking = false;
      apply(localOf(call, this.#speaking));
      const what = [audio && "microphone", video && "camera", screen && "screen"].filter(Boolean).join(" and ");
      if (what) showToast("note", `A host turned your ${what} off`);
    });
    call.files.on("changed", (transfers) => apply({ transfers: [...transfers] }));
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

  #react(call: MeetingClient, participantId: string, emoji: string): void {
    if (this.#call !== call) return;
    const reaction = { id: ++this.#reactions, participantId, emoji };
    this.state.update((state) => ({ ...state, reactions: [...state.reactions, reaction].slice(-MAX_REACTIONS) }));
    setTimeout(() => {
      this.state.update((state) => ({ ...state, reactions: state.reactions.filter(({ id }) => id !== reaction.id) }));
    }, REACTION_MS);
  }

  #apply(change: Partial<RoomState>): void {
    this.state.update((state) => (state.status === "none" ? state : { ...state, ...change }));
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
