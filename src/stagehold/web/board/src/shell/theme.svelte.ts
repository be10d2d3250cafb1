/** Light or dark: the reader's choice, else the system's. Kept in this browser. */

import { kept, keep } from "./kept.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const system = window.matchMedia("(prefers-color-scheme: dark)");
let chosen = $state<Theme>(THEMES.find((item) => item === kept("theme")) ?? "system");
let dark = $state(system.matches);
system.addEventListener("change", () => {
  dark = system.matches;
  show();
});

const shown = (): "light" | "dark" => (chosen === "system" ? (dark ? "dark" : "light") : chosen);
const show = (): void => {
  document.documentElement.dataset.theme = shown();
};

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  get shown(): "light" | "dark" {
    return shown();
  },
  choose(wanted: Theme): void {
    chosen = wanted;
    keep("theme", wanted);
    show();
  },
};

show();
