/** A plan made again around what was moved by hand: asked for, watched, and shown before it is accepted. */

import { act, address, Problem, read } from "../api.ts";
import type { Plan, Progress } from "../types.ts";
import { t } from "../words.svelte.ts";
import { differencesOf, draft, wish, type Difference } from "./draft.svelte.ts";

interface Job {
  id: string;
  state: string;
  progress: Progress | null;
  trouble: { detail?: string } | null;
}

/** How long is searched, in seconds: whoever has moved a piece looks at the screen; larger plans need more for the same. */
const secondsFor = (placements: number): number => Math.min(30, 3.5 + placements / 50);

let job = $state<string>("");
let progress = $state.raw<Progress | null>(null);
let found = $state.raw<Plan | null>(null);
let trouble = $state("");
let source: EventSource | null = null;

export const replan = {
  get running(): boolean {
    return job !== "" && found === null && trouble === "";
  },
  get progress(): Progress | null {
    return progress;
  },
  /** The plan that was made; not accepted yet. */
  get found(): Plan | null {
    return found;
  },
  get job(): string {
    return job;
  },
  get trouble(): string {
    return trouble;
  },
  get differences(): Difference[] {
    return found === null ? [] : differencesOf(draft.placements, found.placements);
  },
  async start(party: string): Promise<void> {
    replan.forget();
    try {
      // Whoever moves pieces by hand wants the plan now, not the remedies of what is still late.
      const made = await act<Job>("/plans", { party, time_limit: secondsFor(draft.placements.length), locks: draft.locks(), placements: draft.placements.map(wish), remedies: false });
      job = made.id;
      watch(made.id);
    } catch (wrong) {
      if (!(wrong instanceof Problem)) throw wrong;
      trouble = wrong.message;
    }
  },
  /** The best plan so far becomes the result. */
  async stop(): Promise<void> {
    if (job !== "") await act(`/plans/${job}/stop`, undefined).catch(() => undefined);
  },
  forget(): void {
    source?.close();
    [source, job, progress, found, trouble] = [null, "", null, null, ""];
  },
};

function watch(id: string): void {
  source = new EventSource(address(`/plans/${id}/progress`));
  source.addEventListener("progress", (event) => {
    progress = JSON.parse((event as MessageEvent<string>).data) as Progress | null;
  });
  source.addEventListener("ended", (event) => {
    source?.close();
    source = null;
    if (id === job) void take(JSON.parse((event as MessageEvent<string>).data) as Job);
  });
}

async function take(ended: Job): Promise<void> {
  try {
    if (ended.state !== "done") {
      const told = (await read<Job>(`/plans/${ended.id}`)).trouble; // in the language of the page, as streams are not
      trouble = told?.detail ?? ended.state;
      return;
    }
    const plan = await read<Plan>(`/plans/${ended.id}/result`);
    if (plan.status === "infeasible") trouble = t("replan.infeasible");
    else found = plan;
  } catch (wrong) {
    if (!(wrong instanceof Problem)) throw wrong;
    trouble = wrong.message;
  }
}
