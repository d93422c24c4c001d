export type Device = "microphone" | "camera" | "screen";

export interface DeviceProblem {
  title: string;
  remedy: string;
}

/** Why a device can't be had and what helps; `null` when the person only changed their mind. */
export function deviceProblem(device: Device, error: unknown): DeviceProblem | null {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (device === "screen") return screenProblem(name);
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return {
        title: `WorkSync may not use your ${device}`,
        remedy: `Allow the ${device} for this page beside the address, then turn it on again.`,
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return { title: `No ${device} found`, remedy: `Connect a ${device}, then turn it on again. The others can still see that you are here.` };
    case "NotReadableError":
    case "AbortError":
      return { title: `Your ${device} is in use`, remedy: `Close the other program that uses the ${device}, then turn it on again.` };
    default:
      return { title: `Your ${device} can’t be used`, remedy: unsupported() ?? "Try to turn it on again, or reload the page." };
  }
}

function screenProblem(name: string): DeviceProblem | null {
  // Closing the browser's picker is a decision, not a failure.
  if (name === "NotAllowedError" || name === "AbortError") return null;
  const remedy = unsupported() ?? "Your system may have to allow the browser to record the screen: look into its privacy settings.";
  return { title: "The screen can’t be shared", remedy };
}

function unsupported(): string | null {
  if (!window.isSecureContext) return "Browsers give devices only to pages opened over https (or on localhost).";
  return "mediaDevices" in navigator ? null : "This browser has no support for meetings.";
}
