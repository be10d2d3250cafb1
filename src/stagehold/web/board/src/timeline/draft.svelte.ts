/** The plan one works on: a plan with pieces moved by hand, checked by the server, written nowhere until published. */

import { act, Problem } from "../api.ts";
import { dayOf } from "../days.ts";
import type { Placement, Plan, PlanCheck } from "../types.ts";
import { membersOf } from "./bars.ts";

export interface Lock {
  production: string;
  need: string;
  stages: string[];
  start: string;
}

/** One placement before and after. */
export interface Difference {
  production: string;
  need: string;
  from: Placement | null;
  to: Placement | null;
}

type Placements = Placement[];
const keyOf = (item: { production: string; need: string }): string => `${item.production}/${item.need}`;
const same = (a: Placement | null, b: Placement | null): boolean =>
  a !== null && b !== null && a.start === b.start && a.end === b.end && a.stages.join() === b.stages.join();

let base = $state.raw<Plan | null>(null);
let placements = $state.raw<Placements>([]);
let moved = $state.raw<ReadonlySet<string>>(new Set());
let check = $state.raw<PlanCheck | null>(null);
let first = $state.raw<PlanCheck | null>(null);
let problem = $state.raw<Problem | null>(null);
let busy = $state(false);
let asked = 0;

export const draft = {
  get on(): boolean {
    return base !== null;
  },
  get base(): Plan | null {
    return base;
  },
  get placements(): Placements {
    return placements;
  },
  /** `production/need` of what was moved by hand: a plan made around it keeps these. */
  get moved(): ReadonlySet<string> {
    return moved;
  },
  get check(): PlanCheck | null {
    return check;
  },
  get problem(): Problem | null {
    return problem;
  },
  get busy(): boolean {
    return busy;
  },
  /** What the draft costs more than the plan it began from; none before both were checked. */
  get dearer(): number | null {
    return check?.objective == null || first?.objective == null ? null : check.objective - first.objective;
  },
  get differences(): Difference[] {
    return base === null ? [] : differencesOf(base.placements, placements);
  },
  begin(plan: Plan): void {
    [base, placements, moved, check, first, problem] = [plan, plan.placements, new Set(), null, null, null];
    asked += 1;
  },
  end(): void {
    [base, placements, moved, check, first, problem] = [null, [], new Set(), null, null, null];
    asked += 1;
  },
  /** Replaces or adds one placement; gives what undoes it. */
  put(item: Placement): () => void {
    const [before, hands] = [placements, moved];
    placements = [...placements.filter((other) => keyOf(other) !== keyOf(item)), item];
    moved = new Set([...moved, keyOf(item)]);
    void examine();
    return () => {
      [placements, moved] = [before, hands];
      void examine();
    };
  },
  /** Takes a whole plan made around the moved pieces; gives what undoes it. */
  take(all: Placements): () => void {
    const before = placements;
    placements = all;
    void examine();
    return () => {
      placements = before;
      void examine();
    };
  },
  locks(): Lock[] {
    return placements
      .filter((item) => moved.has(keyOf(item)))
      .map((item) => ({ production: item.production, need: item.need, stages: item.stages.flatMap(membersOf), start: item.start }));
  },
};

export function differencesOf(before: Placements, after: Placements): Difference[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.map((item) => [keyOf(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((key) => ({ from: old.get(key) ?? null, to: now.get(key) ?? null }))
    .filter(({ from, to }) => !same(from, to))
    .map(({ from, to }) => ({ production: (from ?? to)?.production ?? "", need: (from ?? to)?.need ?? "", from, to }))
    .sort((a, b) => dayOf((a.to ?? a.from)?.start ?? "") - dayOf((b.to ?? b.from)?.start ?? ""));
}

export const checked = (plan: Placements, party: string): Promise<PlanCheck> => act<PlanCheck>("/plans/check", { party, placements: plan.map(wish) });

/** What the server needs of a placement: a need whose phases were lost gets them from the rules. */
export const wish = (item: Placement): Record<string, unknown> => ({
  production: item.production,
  need: item.need,
  stages: item.stages,
  start: item.start,
  ...(item.phases.length > 0 ? { end: item.end, phases: item.phases } : {}),
});

/** Asks the audit what the draft breaks and costs; an answer that comes too late is dropped. */
async function examine(): Promise<void> {
  if (base === null) return;
  const mine = ++asked;
  const [plan, start] = [base, base.placements];
  busy = true;
  try {
    const found = await checked(placements, plan.party);
    if (first === null) first = await checked(start, plan.party);
    if (mine !== asked) return;
    check = found;
    problem = null;
    // The answer knows the phases and the late days of what was moved.
    const known = new Map(found.placements.map((item) => [keyOf(item), item]));
    placements = placements.map((item) => known.get(keyOf(item)) ?? item);
  } catch (wrong) {
    if (!(wrong instanceof Problem)) throw wrong;
    if (mine === asked) problem = wrong;
  } finally {
    if (mine === asked) busy = false;
  }
}
