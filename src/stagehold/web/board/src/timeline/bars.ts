/** What is drawn on a stage: lines of the desk and placements of a plan, as bars in lanes. */

import { dayOf } from "../days.ts";
import type { Challenge, Placement } from "../types.ts";

export interface PhaseDays {
  phase: string;
  start: number;
  end: number;
}

/** A line of the desk within a bar. */
export interface Piece {
  id: string;
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
  /** Lines of one booking that follow each other are written on as one; null for all but the first of them. */
  run: { start: number; end: number } | null;
  label: string;
  /** The line of the desk, the one with the lowest number where several make the bar. */
  line: string | null;
  /** All lines that make the bar, by their days: days that were added to a hold are lines of their own. */
  pieces: Piece[];
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

/** Lines that differ in nothing but their days, and follow each other, are one bar. */
export function joined(bars: Bar[]): Bar[] {
  const found: Bar[] = [];
  const ends = new Map<string, Bar>();
  for (const bar of bars.slice().sort((a, b) => a.start - b.start)) {
    const key = `${bar.booking} ${bar.kind} ${bar.rank} ${bar.phases[0]?.phase} ${bar.challenge?.id}`;
    const before = bar.booking === null || bar.line === null ? undefined : ends.get(key);
    if (before === undefined || before.end !== bar.start) {
      ends.set(key, bar);
      found.push(bar);
      continue;
    }
    before.end = bar.end;
    before.pieces = [...before.pieces, ...bar.pieces];
    before.phases = before.phases.map((part) => ({ ...part, end: bar.end }));
    before.until = before.until === null || (bar.until !== null && bar.until < before.until) ? bar.until : before.until;
    before.line = oldest(before.pieces);
    before.key = `line/${before.line}`;
  }
  return found;
}

const serial = (id: string): number => Number(/(\d+)$/.exec(id)?.[1] ?? 0);
const oldest = (pieces: Piece[]): string => pieces.reduce((a, b) => (serial(b.id) < serial(a.id) ? b : a)).id;

/** Finds lines of one booking that follow each other in a lane, in the same state: the first of them leads the run. */
export function inRuns(bars: Bar[]): void {
  const ends = new Map<string, Bar>();
  for (const bar of bars.slice().sort((a, b) => a.start - b.start)) {
    const key = `${bar.booking} ${bar.kind} ${bar.rank} ${bar.lane} ${bar.challenge === null}`;
    const lead = ends.get(key);
    if (bar.booking !== null && lead?.run != null && lead.run.end === bar.start) {
      lead.run.end = bar.end;
      bar.run = null;
    } else {
      bar.run = { start: bar.start, end: bar.end };
      ends.set(key, bar);
    }
  }
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
        run: { start: dayOf(item.start), end: dayOf(item.end) },
        label: nameOf(item.production),
        line: null,
        pieces: [],
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
