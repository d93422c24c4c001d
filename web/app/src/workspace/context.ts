import { createContext, useContext } from "react";
import type { Workspace } from "./workspace";

const context = createContext<Workspace | null>(null);

export const WorkspaceProvider = context.Provider;

/** The signed-in workspace; only for components below the provider. */
export function useWorkspace(): Workspace {
  const workspace = useContext(context);
  if (!workspace) throw new Error("No workspace: this component must be shown to a signed-in person");
  return workspace;
}
