// Runs before the first paint, so that a dark room never sees a white flash.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let choice = "system";
    try {
      choice = localStorage.getItem("worksync.theme") ?? "system";
    } catch {
      // Storage is blocked: follow the system.
    }
    const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    document.documentElement.dataset.theme = theme;
  };
  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("worksync:theme", apply);
})();
