/** What is drawn on a stage: lines of the desk and placements of a plan, as bars in lanes. */

import { dayOf } from "../days.ts";
import type { Challenge, Placement } from "../types.ts";

export interface PhaseDays {
  phase: string;
  start: number;
  end: number;
}

export interface Bar {
  /** Stays the same while the thing does. */
  key: string;
  kind: "hold" | "confirmed" | "plan";
  space: string;
  start: number;
  end: number;
  lane: number;
  label: string;
  line: string | null;
  booking: string | null;
  production: string | null;
  need: string | null;
  rank: number | null;
  phases: PhaseDays[];
  until: string | null;
  challenge: Challenge | null;
  /** Days after its due day, of a placement. */
  late: number;
  /** Moved by hand in the draft. */
  moved: boolean;
}

/**
 * Lanes for bars that overlap: each gets the first that is free, earlier and better ranked ones first, so that a
 * confirmed line or a first hold lies on top. Sets `lane`; gives how many there are.
 */
export function inLanes(bars: Bar[], first = 0): number {
  const order = bars.slice().sort((a, b) => a.start - b.start || (a.rank ?? 0) - (b.rank ?? 0) || (a.key < b.key ? -1 : 1));
  const ends: number[] = [];
  for (const bar of order) {
    let lane = ends.findIndex((end) => end <= bar.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = bar.end;
    bar.lane = first + lane;
  }
  return ends.length;
}

/** Ids of the stages in one entry of a placement: a joined whole is written `a+b`. */
export const membersOf = (stage: string): string[] => stage.split("+");

/** Bars of a plan by stage. */
export function barsOfPlan(placements: Placement[], nameOf: (production: string) => string, moved: ReadonlySet<string>): Map<string, Bar[]> {
  const found = new Map<string, Bar[]>();
  for (const item of placements) {
    for (const space of item.stages.flatMap(membersOf)) {
      const bar: Bar = {
        key: `plan/${item.production}/${item.need}/${space}`,
        kind: "plan",
        space,
        start: dayOf(item.start),
        end: dayOf(item.end),
        lane: 0,
        label: nameOf(item.production),
        line: null,
        booking: null,
        production: item.production,
        need: item.need,
        rank: null,
        phases: item.phases.map((part) => ({ phase: part.phase, start: dayOf(part.start), end: dayOf(part.end) })),
        until: null,
        challenge: null,
        late: item.late_days,
        moved: moved.has(`${item.production}/${item.need}`),
      };
      const known = found.get(space);
      if (known === undefined) found.set(space, [bar]);
      else known.push(bar);
    }
  }
  return found;
}
