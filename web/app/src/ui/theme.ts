import { Store } from "../state/store";

export type Theme = "system" | "light" | "dark";

const key = "worksync.theme";

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** The chosen theme. `public/theme.js` applies it before the first paint and whenever it changes. */
export const theme = new Store<Theme>(stored());

export function chooseTheme(choice: Theme): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // Storage is blocked: the choice lasts for this page only.
  }
  theme.set(choice);
  window.dispatchEvent(new Event("worksync:theme"));
}
