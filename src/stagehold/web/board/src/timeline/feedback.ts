/**
 * What can be said at once about a piece in the hand: leases, closures, bookings, and whether the stage qualifies. The
 * server decides; this only saves a planner the way there. SPEC §2 Supply, §3 Leases come first.
 */

import type { Lease, Placement, Production } from "../types.ts";
import { membersOf, type Bar } from "./bars.ts";
import type { Stock } from "./stock.ts";

export interface Asked {
  space: string;
  start: number;
  end: number;
  /** Whose days they would be; none where it is not known yet. */
  party: string | null;
  production: string | null;
  need: string | null;
  /** A placement of the plan, or a line of the desk. */
  kind: "plan" | "desk";
  /** The bars that are moved do not stand in their own way. */
  own: ReadonlySet<string>;
}

export type Rule =
  | "not-leased" | "leased-to-others" | "lease-unknown" | "closed" | "taken" | "behind" | "plan-taken" | "too-small" | "unknown-area" | "lacks"
  | "not-allowed" | "before-ready" | "out-of-window" | "late";

export interface Issue {
  rule: Rule;
  severe: boolean;
  start: number;
  end: number;
  /** Ids or names of what is in the way. */
  by: string;
  /** A number for the sentence: days late, rank. */
  n: number;
}

export interface Judgement {
  verdict: "fits" | "warns" | "breaks";
  issues: Issue[];
}

const overlaps = (a: number, b: number, c: number, d: number): boolean => a < d && c < b;

export function judge(stock: Stock, asked: Asked, plan: ReadonlyMap<string, Bar[]>): Judgement {
  const issues = [
    ...leaseIssues(stock, asked),
    ...closureIssues(stock, asked),
    ...(asked.kind === "plan" ? planIssues(stock, asked, plan) : deskIssues(stock, asked)),
    ...needIssues(stock, asked),
  ];
  const verdict = issues.some((item) => item.severe) ? "breaks" : issues.length > 0 ? "warns" : "fits";
  return { verdict, issues };
}

/** Of a stay on several stages: all that is said of any of them, once. */
export function judgeAll(stock: Stock, asked: Asked[], plan: ReadonlyMap<string, Bar[]>): Judgement {
  const found = asked.map((item) => judge(stock, item, plan));
  const issues = new Map(found.flatMap((item) => item.issues).map((item) => [JSON.stringify(item), item]));
  const verdict = (["breaks", "warns"] as const).find((name) => found.some((item) => item.verdict === name)) ?? "fits";
  return { verdict, issues: [...issues.values()] };
}

const issue = (rule: Rule, severe: boolean, start: number, end: number, by = "", n = 0): Issue => ({ rule, severe, start, end, by, n });

function leaseIssues(stock: Stock, asked: Asked): Issue[] {
  const leases = (stock.leases.get(asked.space) ?? []).filter((lease) => lease.kind === "exclusive");
  const found: Issue[] = [];
  for (const lease of leases) {
    if (lease.lessee === asked.party || asked.party === null || lease.start === null) continue;
    const end = lease.end ?? Infinity;
    if (overlaps(asked.start, asked.end, lease.start, end))
      found.push(issue("leased-to-others", true, Math.max(asked.start, lease.start), Math.min(asked.end, end), stock.partyName(lease.lessee)));
  }
  if (asked.kind === "desk") return found;
  const own = leases.filter((lease) => asked.party === null || lease.lessee === asked.party);
  if (own.some((lease) => lease.start === null)) found.push(issue("lease-unknown", false, asked.start, asked.end));
  for (const [start, end] of gaps(own, asked.start, asked.end)) found.push(issue("not-leased", true, start, end));
  return found;
}

/** Days from start to end that no lease grants. An end without a limit goes on. */
export function gaps(leases: Lease[], start: number, end: number): [number, number][] {
  const spans = leases
    .filter((lease): lease is Lease & { start: number } => lease.start !== null)
    .map((lease) => [lease.start, lease.end ?? (lease.open === "never" ? Infinity : lease.start)] as const)
    .sort((a, b) => a[0] - b[0]);
  const found: [number, number][] = [];
  let day = start;
  for (const [first, last] of spans) {
    if (first > day && day < end) found.push([day, Math.min(first, end)]);
    day = Math.max(day, last);
    if (day >= end) return found;
  }
  if (day < end) found.push([day, end]);
  return found;
}

function closureIssues(stock: Stock, asked: Asked): Issue[] {
  return (stock.closures.get(asked.space) ?? [])
    .filter((item) => overlaps(asked.start, asked.end, item.start, item.end))
    .map((item) => issue("closed", asked.kind === "plan", Math.max(asked.start, item.start), Math.min(asked.end, item.end), item.reason ?? ""));
}

function deskIssues(stock: Stock, asked: Asked): Issue[] {
  const found: Issue[] = [];
  let ahead = 0;
  let span: [number, number] = [asked.start, asked.end];
  for (const bar of stock.barsOf(asked.space)) {
    if (asked.own.has(bar.key) || !overlaps(asked.start, asked.end, bar.start, bar.end)) continue;
    const days: [number, number] = [Math.max(asked.start, bar.start), Math.min(asked.end, bar.end)];
    if (bar.kind === "confirmed") found.push(issue("taken", true, ...days, bar.label));
    else {
      ahead = Math.max(ahead, bar.rank ?? 1);
      span = days;
    }
  }
  if (ahead > 0) found.push(issue("behind", false, ...span, "", ahead + 1));
  return found;
}

function planIssues(stock: Stock, asked: Asked, plan: ReadonlyMap<string, Bar[]>): Issue[] {
  const found: Issue[] = [];
  for (const bar of stock.barsOf(asked.space)) {
    if (bar.kind !== "confirmed" || (asked.production !== null && bar.production === asked.production) || !overlaps(asked.start, asked.end, bar.start, bar.end)) continue;
    found.push(issue("taken", true, Math.max(asked.start, bar.start), Math.min(asked.end, bar.end), bar.label));
  }
  for (const bar of plan.get(asked.space) ?? []) {
    if ((bar.production === asked.production && bar.need === asked.need) || !overlaps(asked.start, asked.end, bar.start, bar.end)) continue;
    found.push(issue("plan-taken", true, Math.max(asked.start, bar.start), Math.min(asked.end, bar.end), bar.label));
  }
  return found;
}

function needIssues(stock: Stock, asked: Asked): Issue[] {
  const production = stock.productions.get(asked.production ?? "");
  const space = stock.spaces.get(asked.space);
  const need = production?.needs.find((item) => item.id === asked.need);
  if (production === undefined || space === undefined) return [];
  const severe = asked.kind === "plan";
  const found = timeIssues(production, asked, severe);
  if (need === undefined) return found;
  const whole: [number, number] = [asked.start, asked.end];
  if (need.allowed.length > 0 && !need.allowed.includes(space.id)) found.push(issue("not-allowed", severe, ...whole));
  if (need.min_area_m2 !== null) {
    if (space.area === null) found.push(issue("unknown-area", severe, ...whole));
    else if (space.area.m2 < need.min_area_m2) found.push(issue("too-small", severe, ...whole, "", need.min_area_m2));
  }
  const lacks = need.features.filter((feature) => !space.features.includes(feature));
  if (lacks.length > 0) found.push(issue("lacks", severe, ...whole, lacks.join(", ")));
  return found;
}

function timeIssues(production: Production, asked: Asked, severe: boolean): Issue[] {
  const { ready, window, due } = production;
  const found: Issue[] = [];
  if (ready !== null && asked.start < ready) found.push(issue("before-ready", severe, asked.start, Math.min(asked.end, ready), "", ready));
  if (window !== null && (asked.start < (window[0] ?? -Infinity) || asked.end > (window[1] ?? Infinity))) found.push(issue("out-of-window", severe, asked.start, asked.end));
  if (due !== null && asked.end > due && asked.kind === "plan") found.push(issue("late", false, Math.max(asked.start, due), asked.end, "", asked.end - due));
  return found;
}

/** A placement with its days moved, phases with it; a stage of a joined whole stays with its whole. */
export function movedPlacement(placement: Placement, from: string, to: string, days: number, textOf: (day: number) => string, dayOf: (text: string) => number): Placement {
  const shifted = (text: string): string => textOf(dayOf(text) + days);
  return {
    ...placement,
    stages: placement.stages.map((stage) => (membersOf(stage).includes(from) && membersOf(stage).length === 1 ? to : stage)),
    start: shifted(placement.start),
    end: shifted(placement.end),
    phases: placement.phases.map((part) => ({ ...part, start: shifted(part.start), end: shifted(part.end) })),
  };
}
