/** Whether the page is being printed: then tables are whole, and paper is white whatever the screen is. */

import { flushSync } from "svelte";

let now = $state(false);
let theme: string | undefined;

const set = (value: boolean) => (): void => {
  const { dataset } = document.documentElement;
  if (value && !now) {
    theme = dataset.theme;
    dataset.theme = "light";
  } else if (!value && now && theme !== undefined) {
    dataset.theme = theme;
  }
  now = value;
  flushSync();
};
window.addEventListener("beforeprint", set(true));
window.addEventListener("afterprint", set(false));

export const printing = {
  get now(): boolean {
    return now;
  },
};
