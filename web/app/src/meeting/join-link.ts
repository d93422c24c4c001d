import type { Meeting } from "@worksync/sdk";
import { showToast } from "../ui/toasts";

/** The address that opens a meeting for whoever has it. */
export function joinLink({ joinCode }: Meeting): string {
  return `${location.origin}/meet/${joinCode}`;
}

export async function copyJoinLink(meeting: Meeting): Promise<void> {
  const link = joinLink(meeting);
  try {
    await navigator.clipboard.writeText(link);
    showToast("note", "Link copied", "Whoever has it and can sign in may join.");
  } catch {
    showToast("note", "The join link", link);
  }
}
