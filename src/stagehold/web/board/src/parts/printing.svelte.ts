/** Whether the page is being printed: then tables are whole. */

import { flushSync } from "svelte";

let now = $state(false);

const set = (value: boolean) => (): void => {
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
