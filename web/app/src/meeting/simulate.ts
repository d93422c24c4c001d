import type { Fault } from "@worksync/sdk";
import type { MeetingRoom } from "./room";

/** For tests in a browser: `worksync.simulate("ice")` breaks something of the meeting on purpose. */
export function offerSimulation(room: MeetingRoom): void {
  Object.assign(window, { worksync: { simulate: (fault: Fault) => room.simulate(fault) } });
}
