/** Asking for long work: the job, and the page that shows it. */

import { act } from "../../api.ts";
import { route } from "../../route.svelte.ts";
import type { Asked, Job } from "../frame/shapes.ts";
import { kindOf, PAGE_OF } from "./asked.ts";

/** Options that are left out stay the server's own. */
function given(asked: Asked): Asked {
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0)),
  );
}

export async function start(asked: Asked): Promise<void> {
  const job = await act<Job>("/plans", given(asked));
  route.go({ page: PAGE_OF[kindOf(asked)], id: job.id });
}
