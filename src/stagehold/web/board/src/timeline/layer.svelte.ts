/** Which plan lies over the desk: a published one, one just made, or the draft that is being worked on. */

import { read } from "../api.ts";
import type { Plan } from "../types.ts";

interface Published {
  number: number;
  party: string;
  plan: Plan;
}

let plan = $state.raw<Plan | null>(null);
let name = $state("");
let wanted = "";
let failed = $state(false);

export const layer = {
  get plan(): Plan | null {
    return plan;
  },
  /** As in the address: `published/3` or `job/ab12`; empty for none. */
  get name(): string {
    return name;
  },
  get failed(): boolean {
    return failed;
  },
  /** Shows a plan; whichever was asked for last counts. */
  async show(which: string): Promise<void> {
    if (which === wanted) return;
    wanted = which;
    failed = false;
    if (which === "") {
      [plan, name] = [null, ""];
      return;
    }
    try {
      const found = await planOf(which);
      if (wanted === which) [plan, name] = [found, which];
    } catch {
      if (wanted === which) [plan, name, failed, wanted] = [null, "", true, ""];
    }
  },
};

/** A plan as `stagehold plan --json` gives it. */
export async function planOf(which: string): Promise<Plan> {
  const [kind, id = ""] = which.split("/", 2);
  if (kind === "job") return read<Plan>(`/plans/${encodeURIComponent(id)}/result`);
  const given = await read<Published>(`/published/plan-${encodeURIComponent(id)}`);
  return { ...given.plan, party: given.party };
}
