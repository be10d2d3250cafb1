/** The days at the top: which are marked, and which labels fit. A label is never drawn over another. */

import { dateOf, dayOf } from "../days.ts";
import { lastIn, xOf, type Sight } from "./sight.ts";

export type Unit = "day" | "week" | "month" | "quarter" | "year" | "decade";

export interface Tick {
  day: number;
  x: number;
  /** Up to the next tick. */
  width: number;
  label: string;
}

export interface Scale {
  major: Tick[];
  minor: Tick[];
  unit: Unit;
}

/** Words for a day at a unit, from the longest to the shortest form. */
export type Namer = (unit: Unit, day: number, form: number) => string;
export type Measure = (text: string) => number;

const ROOM = 10; // pixels between a label and the next
const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12, decade: 120 };

const monthStart = (year: number, month: number): number => Math.floor(Date.UTC(year, month, 1) / 86_400_000);

/** The last boundary of a unit at or before a day. */
export function floorOf(unit: Unit, day: number): number {
  const whole = Math.floor(day);
  if (unit === "day") return whole;
  if (unit === "week") return whole - ((((whole + 3) % 7) + 7) % 7); // day 0 was a Thursday
  const date = dateOf(whole);
  const step = MONTHS[unit] ?? 1;
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = Math.floor(months / step) * step;
  return monthStart(Math.floor(first / 12), first % 12);
}

/** The next boundary after one. */
export function nextOf(unit: Unit, day: number): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const date = dateOf(day);
  return monthStart(date.getUTCFullYear(), date.getUTCMonth() + (MONTHS[unit] ?? 1));
}

/** Units of the upper and the lower row at a scale (pixels of a day). */
export function unitsAt(scale: number): { major: Unit; minor: Unit } {
  if (scale >= 17) return { major: "month", minor: "day" };
  if (scale >= 4.2) return { major: "month", minor: "week" };
  if (scale >= 0.75) return { major: "year", minor: "month" };
  if (scale >= 0.22) return { major: "year", minor: "quarter" };
  return { major: "decade", minor: "year" };
}

/** All boundaries in sight, without labels. */
export function boundaries(unit: Unit, sight: Sight): Tick[] {
  const found: Tick[] = [];
  const end = lastIn(sight);
  for (let day = floorOf(unit, sight.from); day < end; ) {
    const next = nextOf(unit, day);
    found.push({ day, x: xOf(sight, day), width: (next - day) * sight.scale, label: "" });
    day = next;
  }
  return found;
}

/** Labels that fit between the ticks, in the longest form that fits everywhere; where none does, thinned evenly. */
export function labelled(ticks: Tick[], unit: Unit, name: Namer, measure: Measure, forms: number): Tick[] {
  const narrowest = ticks.reduce((least, tick) => Math.min(least, tick.width), Infinity);
  for (let form = 0; form < forms; form += 1) {
    const labels = ticks.map((tick) => name(unit, tick.day, form));
    const widest = Math.max(...labels.map(measure), 0);
    if (widest + ROOM <= narrowest) return ticks.map((tick, i) => ({ ...tick, label: labels[i] ?? "" }));
  }
  const labels = ticks.map((tick) => name(unit, tick.day, forms - 1));
  const widest = Math.max(...labels.map(measure), 0) + ROOM;
  const step = niceStep(unit, Math.ceil(widest / Math.max(narrowest, 0.01)));
  return ticks.map((tick, i) => ({ ...tick, label: isKept(unit, tick.day, step) ? (labels[i] ?? "") : "" }));
}

/** Whether every so manieth label is that of a boundary. Of days the count begins anew with each month. */
function isKept(unit: Unit, day: number, step: number): boolean {
  if (place(unit, day) % step !== 0) return false;
  return unit !== "day" || step === 1 || nextOf("month", floorOf("month", day)) - day >= step;
}

/** A number of units that people count in, at least so many. */
function niceStep(unit: Unit, least: number): number {
  const steps: Record<Unit, number[]> = {
    day: [1, 2, 5, 10, 15],
    week: [1, 2, 4],
    month: [1, 3, 6, 12],
    quarter: [1, 2, 4],
    year: [1, 2, 5, 10, 20, 50],
    decade: [1, 2, 5, 10],
  };
  return steps[unit].find((step) => step >= least) ?? least;
}

/** The how manieth of its kind a boundary is, so that thinning does not jump when one pans. */
function place(unit: Unit, day: number): number {
  const date = dateOf(day);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  if (unit === "day") return date.getUTCDate() - 1;
  if (unit === "week") return Math.round((day - dayOf("1970-01-05")) / 7);
  return Math.floor(months / (MONTHS[unit] ?? 1));
}

/** A label of the upper row stays in sight while its unit is: x of its left edge, or none where it does not fit. */
export function stuck(tick: Tick, labelWidth: number, left = 0): number | null {
  const x = Math.max(tick.x, left) + 6;
  return x + labelWidth + ROOM / 2 > tick.x + tick.width ? null : x;
}

/** Both rows for what is in sight. */
export function ticksFor(sight: Sight, name: Namer, measure: Measure): Scale {
  const { major, minor } = unitsAt(sight.scale);
  return {
    major: boundaries(major, sight).map((tick) => ({ ...tick, label: name(major, tick.day, 0) })),
    minor: labelled(boundaries(minor, sight), minor, name, measure, 2),
    unit: minor,
  };
}
