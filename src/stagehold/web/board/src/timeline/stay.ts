/**
 * A stay: the bars of a booking that go together when one of them is moved, and what is asked of the desk for that. All of it
 * is one request, done as a whole or not at all; days that the booking has keep their place in the queue.
 */

import type { Bar } from "./bars.ts";
import type { Stock } from "./stock.ts";

export interface Target {
  space: string;
  start: number;
  end: number;
}

/** Days in a phase, as the desk is asked for them. */
export interface Days extends Target {
  phase: string | null;
}

export interface Wish {
  booking: string;
  /** The lines that are moved. */
  lines: string[];
  to: Days[];
}

/** The bars of a booking on a stage that follow each other without a gap, with this one among them. */
function runOf(stock: Stock, bar: Bar, space: string): Bar[][] {
  const own = stock.barsOf(space).filter((item) => item.booking === bar.booking && item.kind === bar.kind && item.line !== null);
  const runs: Bar[][] = [];
  for (const item of own.sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1)?.end === item.start) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

const phaseOf = (bar: Bar): string | null => bar.phases[0]?.phase ?? null;
const startOf = (bars: Bar[]): number => bars[0]?.start ?? NaN;
const endOf = (bars: Bar[]): number => bars.at(-1)?.end ?? NaN;

/** Other stages on which a booking stands at the same time; alternatives go each for itself. */
function otherStages(stock: Stock, bar: Bar): string[] {
  if (bar.booking === null || (stock.bookings.get(bar.booking)?.one_of.length ?? 0) > 0) return [];
  return stock.spacesOf(bar.booking).filter((space) => space !== bar.space);
}

/** What goes along when a bar is moved: the phases before and after it, and the same days on other stages of the booking. */
export function movedAlong(stock: Stock, bar: Bar): Bar[] {
  if (bar.kind === "plan" || bar.booking === null) return [];
  const mine = runOf(stock, bar, bar.space).find((run) => run.includes(bar)) ?? [bar];
  const others = otherStages(stock, bar)
    .flatMap((space) => runOf(stock, bar, space))
    .filter((run) => startOf(run) === startOf(mine) && endOf(run) === endOf(mine));
  return [...mine, ...others.flat()].filter((item) => item !== bar);
}

/** What goes along when a bar is drawn out or cut short: the same phase on other stages of the booking. */
export function drawnAlong(stock: Stock, bar: Bar): Bar[] {
  if (bar.kind === "plan" || bar.booking === null) return [];
  return otherStages(stock, bar)
    .flatMap((space) => runOf(stock, bar, space).flat())
    .filter((item) => item.start === bar.start && item.end === bar.end && phaseOf(item) === phaseOf(bar));
}

/** A bar and what goes along, where each would stand with the bar at a target. */
export function targetsOf(bar: Bar, along: readonly Bar[], to: Target): Days[] {
  const [later, longer] = [to.start - bar.start, to.end - bar.end];
  return [bar, ...along].map((item) => ({
    space: item.space === bar.space ? to.space : item.space,
    start: item.start + later,
    end: item.end + longer,
    phase: phaseOf(item),
  }));
}

export const wishOf = (bar: Bar, along: readonly Bar[], to: Target): Wish => ({
  booking: bar.booking ?? "",
  lines: [bar, ...along].flatMap((item) => item.pieces.map((piece) => piece.id)),
  to: inOne(targetsOf(bar, along, to)),
});

/** What brings a stay back, with the lines that it is made of by now; none where it is not there any more. */
export function backOf(stock: Stock, wish: Wish, kind: Bar["kind"], before: Days[]): Wish | null {
  const lines = wish.to.flatMap((days) =>
    stock
      .barsOf(days.space)
      .filter((bar) => bar.booking === wish.booking && bar.kind === kind)
      .flatMap((bar) => bar.pieces)
      .filter((piece) => piece.start < days.end && days.start < piece.end)
      .map((piece) => piece.id),
  );
  return lines.length === 0 ? null : { booking: wish.booking, lines: [...new Set(lines)], to: before };
}

/** Days of one phase that follow each other are asked for as one; a line that was cut stays no more than that. */
export function inOne(all: Days[]): Days[] {
  const found: Days[] = [];
  for (const item of all.slice().sort((a, b) => (a.space === b.space ? a.start - b.start : a.space < b.space ? -1 : 1))) {
    const last = found.at(-1);
    if (last !== undefined && last.space === item.space && last.phase === item.phase && last.end === item.start) last.end = item.end;
    else found.push({ ...item });
  }
  return found;
}

/** The days of a stay on each stage, from the first to the last, its phases together. */
export function spansOf(targets: Days[]): Target[] {
  return inOne(targets.map((item) => ({ ...item, phase: null })));
}
