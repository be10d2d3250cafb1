/** A snapshot of the board, looked up by id and by stage. It does not change: an event makes a new one. */

import type { Board, BoardLines, Booking, Challenge, Closure, Lease, Lines, Name, Production, Space, Studio } from "../types.ts";
import { inLanes, inRuns, joined, type Bar } from "./bars.ts";

const by = <T extends { id: string }>(items: T[]): Map<string, T> => new Map(items.map((item) => [item.id, item]));

function bySpace<T>(items: T[], spacesOf: (item: T) => string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items)
    for (const space of spacesOf(item)) {
      const known = found.get(space);
      if (known === undefined) found.set(space, [item]);
      else known.push(item);
    }
  return found;
}

/** A name in the reader's language, else in English. */
export const named = (name: Name, language: string): string => name[language as keyof Name] ?? name.en;

const UNDECIDED = new Set(["queued", "open", "won", "part"]);
const NONE: never[] = [];

export class Stock {
  readonly board: Board;
  readonly spaces: Map<string, Space>;
  readonly studios: Map<string, Studio>;
  readonly bookings: Map<string, Booking>;
  readonly productions: Map<string, Production>;
  readonly parties: Map<string, string>;
  readonly leases: Map<string, Lease[]>;
  readonly closures: Map<string, Closure[]>;
  readonly challenges: Map<string, Challenge>;
  /** The running challenge that names a line. */
  readonly challenged: Map<string, Challenge>;
  private readonly rows: Map<string, number[]>;
  private readonly bars = new Map<string, Bar[]>();
  private readonly lanes = new Map<string, number>();

  constructor(board: Board) {
    this.board = board;
    this.spaces = by(board.spaces);
    this.studios = by(board.studios);
    this.bookings = by(board.bookings);
    this.productions = by(board.productions);
    this.parties = new Map(board.parties.map((party) => [party.id, party.name]));
    this.leases = bySpace(board.leases, (lease) => lease.spaces);
    this.closures = bySpace(board.closures, (closure) => [closure.space]);
    this.challenges = by(board.challenges);
    this.challenged = new Map();
    for (const challenge of board.challenges) {
      if (!UNDECIDED.has(challenge.state)) continue;
      for (const target of challenge.targets) if (target.line !== null && !target.settled) this.challenged.set(target.line, challenge);
    }
    this.rows = new Map();
    board.lines.space.forEach((space, i) => {
      const known = this.rows.get(space);
      if (known === undefined) this.rows.set(space, [i]);
      else known.push(i);
    });
  }

  /** What stands on a stage, in lanes. */
  barsOf(space: string): Bar[] {
    let bars = this.bars.get(space);
    if (bars === undefined) {
      bars = joined((this.rows.get(space) ?? NONE).map((i) => this.bar(i)));
      this.lanes.set(space, inLanes(bars));
      inRuns(bars);
      this.bars.set(space, bars);
    }
    return bars;
  }

  lanesOf(space: string): number {
    this.barsOf(space);
    return this.lanes.get(space) ?? 0;
  }

  private bar(i: number): Bar {
    const { id, booking, space, start, end, state, rank, phase, until } = this.board.lines;
    const known = this.bookings.get(booking[i] ?? "");
    const line = id[i] ?? null;
    const [first, last] = [start[i] ?? 0, end[i] ?? 0];
    return {
      key: line === null ? `line/#${space[i]}/${first}/${last}/${state[i]}` : `line/${line}`,
      kind: state[i] ?? "hold",
      space: space[i] ?? "",
      start: first,
      end: last,
      lane: 0,
      run: null,
      label: this.labelOf(known),
      line,
      pieces: line === null ? NONE : [{ id: line, start: first, end: last }],
      booking: booking[i] ?? null,
      production: known?.production ?? null,
      need: known?.need ?? null,
      rank: rank[i] ?? null,
      phases: phase[i] == null ? NONE : [{ phase: phase[i] as string, start: first, end: last }],
      until: until[i] ?? null,
      challenge: line === null ? null : (this.challenged.get(line) ?? null),
      late: 0,
      moved: false,
    };
  }

  /** The bar of a booking that has a day of these on a stage. */
  barOn(booking: string, space: string, start: number, end: number): Bar | undefined {
    return this.barsOf(space).find((bar) => bar.booking === booking && bar.start < end && start < bar.end);
  }

  /** The stages on which a booking stands. */
  spacesOf(booking: string): string[] {
    const { booking: bookings, space } = this.board.lines;
    return [...new Set(space.filter((_, i) => bookings[i] === booking))];
  }

  private labelOf(booking: Booking | undefined): string {
    if (booking === undefined) return "";
    const production = this.productions.get(booking.production ?? "")?.name;
    if (production !== undefined) return production;
    if (booking.title !== null) return booking.title;
    return this.partyName(booking.party ?? "");
  }

  productionName(id: string): string {
    return this.productions.get(id)?.name ?? id;
  }

  partyName(id: string): string {
    return this.parties.get(id) ?? id;
  }

  spaceName(id: string, language: string): string {
    const space = this.spaces.get(id);
    return space === undefined ? id : named(space.name, language);
  }

  studioOf(space: string): Studio | undefined {
    return this.studios.get(this.spaces.get(space)?.studio ?? "");
  }

  /** First and last day of anything that stands or is leased; a year around today where there is nothing. */
  extent(today: number): { first: number; last: number } {
    let [first, last] = [today - 60, today + 370];
    const { start, end } = this.board.lines;
    for (let i = 0; i < start.length; i += 1) {
      if ((start[i] ?? today) < first) first = start[i] ?? first;
      if ((end[i] ?? today) > last) last = end[i] ?? last;
    }
    // Leases may run for decades: they widen what can be seen, by ten years at most.
    for (const lease of this.board.leases) {
      if (lease.start !== null && lease.start < first) first = Math.max(lease.start, today - 3650);
      if (lease.end !== null && lease.end > last) last = Math.min(lease.end, today + 3650);
    }
    for (const item of this.board.productions) {
      if (item.ready !== null && item.ready < first) first = Math.max(item.ready, today - 3650);
      if (item.due !== null && item.due > last) last = Math.min(item.due + 30, today + 3650);
    }
    return { first: first - 31, last: last + 31 };
  }
}

/** The board with the lines, bookings, challenges and closures of some stages anew. */
export function merged(board: Board, given: BoardLines, spaces: ReadonlySet<string>): Board {
  const kept: number[] = [];
  board.lines.space.forEach((space, i) => {
    if (!spaces.has(space)) kept.push(i);
  });
  const lines = {} as Record<keyof Lines, unknown[]>;
  for (const column of Object.keys(board.lines) as (keyof Lines)[]) {
    const old = board.lines[column];
    lines[column] = [...kept.map((i) => old[i]), ...given.lines[column]];
  }
  const fresh = new Set(given.bookings.map((item) => item.id));
  const challenges = new Set(given.challenges.map((item) => item.id));
  const touches = (item: Challenge): boolean => item.days.some((days) => spaces.has(days.space));
  return {
    ...board,
    number: Math.max(board.number, given.number),
    lines: lines as unknown as Lines,
    bookings: [...board.bookings.filter((item) => !fresh.has(item.id)), ...given.bookings],
    challenges: [...board.challenges.filter((item) => !challenges.has(item.id) && !touches(item)), ...given.challenges],
    closures: [...board.closures.filter((item) => !spaces.has(item.space)), ...given.closures],
  };
}

/** Keys of lines that differ between two boards: what came, and what has changed. */
export function changedLines(before: Board, after: Board): Set<string> {
  const sign = (lines: Lines, i: number): string =>
    `${lines.space[i]} ${lines.start[i]} ${lines.end[i]} ${lines.state[i]} ${lines.rank[i]} ${lines.phase[i]}`;
  const known = new Map<string, string>();
  before.lines.id.forEach((id, i) => {
    if (id !== null) known.set(id, sign(before.lines, i));
  });
  const found = new Set<string>();
  after.lines.id.forEach((id, i) => {
    if (id !== null && known.get(id) !== sign(after.lines, i)) found.add(`line/${id}`);
  });
  return found;
}
