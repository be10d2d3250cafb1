/** What happens at the desk while a page is open: others' changes are shown without asking for them. */

import { address } from "../../api.ts";
import { session } from "../../session.svelte.ts";

const GATHER = 150; // milliseconds in which events are gathered before the page reads anew

/** Calls `again` whenever something has changed, for as long as the component is there. */
export function onNews(again: () => void): void {
  $effect(() => {
    if (!session.may("read-desk")) return undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const changed = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(again, GATHER);
    };
    // The browser connects anew by itself, and says after which event.
    const stream = new EventSource(address("/events"));
    for (const name of ["change", "changed", "reset"]) stream.addEventListener(name, changed);
    return () => {
      clearTimeout(waiting);
      stream.close();
    };
  });
}
