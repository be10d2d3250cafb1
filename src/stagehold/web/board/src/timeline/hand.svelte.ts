/** The piece in the hand, with what can be said about where it is. */

import { Problem } from "../api.ts";
import { dayOf, textOf } from "../days.ts";
import { session } from "../session.svelte.ts";
import { t } from "../words.svelte.ts";
import type { Placement, PlanCheck } from "../types.ts";
import { membersOf, type Bar } from "./bars.ts";
import { desk, move } from "./desk.svelte.ts";
import { movedTo, onStage, stepped, type Piece } from "./drag.ts";
import { checked, draft } from "./draft.svelte.ts";
import { judgeAll, movedPlacement, type Asked, type Judgement } from "./feedback.ts";
import { spansOf, targetsOf, wishOf, type Days, type Target } from "./stay.ts";
import type { Stock } from "./stock.ts";

const PAUSE = 140; // milliseconds the hand rests before the server is asked

export type Wanted = Target;

/** A need that is being placed from the list of those that are not. */
export interface Placing {
  production: string;
  need: string;
  length: number;
}

let piece = $state.raw<Piece | null>(null);
let judgement = $state.raw<Judgement | null>(null);
let check = $state.raw<PlanCheck | null>(null);
let placing = $state.raw<Placing | null>(null);
let at = $state.raw({ x: 0, y: 0, keys: false });
let resting: ReturnType<typeof setTimeout> | undefined;
let stock: Stock | null = null;
let version = 0;
let plan: ReadonlyMap<string, Bar[]> = new Map();

export const hand = {
  get piece(): Piece | null {
    return piece;
  },
  get judgement(): Judgement | null {
    return judgement;
  },
  /** What the audit says of the plan with the piece there; none until it has answered. */
  get check(): PlanCheck | null {
    return check;
  },
  get placing(): Placing | null {
    return placing;
  },
  get at(): { x: number; y: number; keys: boolean } {
    return at;
  },
  /** What a judgement is made from. */
  know(board: Stock, bars: ReadonlyMap<string, Bar[]>): void {
    [stock, plan] = [board, bars];
  },
  /** Of the booking as it was when its bar was taken up: what others change meanwhile is not written over. */
  get version(): number {
    return version;
  },
  take(taken: Piece, keys: boolean): void {
    version = stock?.bookings.get(taken.bar?.booking ?? "")?.version ?? 0;
    at = { x: 0, y: 0, keys };
    set(taken);
  },
  /** Takes a need that is not placed, to be dropped on a stage. */
  place(wanted: Placing | null): void {
    placing = wanted;
    if (wanted === null) hand.drop();
  },
  to(day: number, space: string | null, x: number, y: number): void {
    if (piece === null) return;
    at = { x, y, keys: false };
    const next = movedTo(piece, day, space);
    if (next.start !== piece.start || next.end !== piece.end || next.space !== piece.space) set(next);
  },
  step(days: number): void {
    if (piece !== null) set(stepped(piece, days));
  },
  stepStart(days: number): void {
    if (piece !== null) set({ ...stepped({ ...piece, mode: "start" }, days), mode: piece.mode });
  },
  stage(space: string): void {
    if (piece !== null) set(onStage(piece, space));
  },
  drop(): void {
    clearTimeout(resting);
    [piece, judgement, check] = [null, null, null];
  },
};

function set(next: Piece): void {
  piece = next;
  judgement = stock === null ? null : judgeAll(stock, spansOf(placesOf(next)).map((days) => ({ ...askedOf(next), ...days })), plan);
  clearTimeout(resting);
  const trial = next.unmoved ? null : trialOf(next);
  check = null;
  if (trial !== null) resting = setTimeout(() => void ask(trial, next), PAUSE);
}

/** Where the piece and all that goes along would stand. */
export const placesOf = (next: Piece): Days[] => (next.bar === null ? [{ space: next.space, start: next.start, end: next.end, phase: null }] : targetsOf(next.bar, next.along, next));

/** Whose days the piece would be. */
function askedOf(next: Piece): Asked {
  const bar = next.bar;
  const forPlan = bar?.kind === "plan" || next.mode === "place";
  const booking = stock?.bookings.get(bar?.booking ?? "");
  return {
    space: next.space,
    start: next.start,
    end: next.end,
    party: forPlan ? (draft.base?.party ?? null) : (booking?.party ?? (next.mode === "new" ? defaultParty() : null)),
    production: bar?.production ?? placing?.production ?? null,
    need: bar?.need ?? placing?.need ?? null,
    kind: forPlan ? "plan" : "desk",
    own: new Set([bar, ...next.along].map((item) => item?.key ?? "")),
  };
}

/** For whom a new hold is, at first: the reader's own party, or the only lessee. */
export function defaultParty(): string | null {
  if (session.me?.party != null) return session.me.party;
  const lessees = new Set(stock?.board.leases.map((lease) => lease.lessee));
  return lessees.size === 1 ? ([...lessees][0] ?? null) : null;
}

/** The placement the piece would become, in the draft. */
export function placementOf(next: Piece): Placement | null {
  if (next.mode === "place" && placing !== null)
    return { production: placing.production, need: placing.need, stages: [next.space], start: textOf(next.start), end: textOf(next.end), phases: [], late_days: 0 };
  const bar = next.bar;
  if (bar?.kind !== "plan") return null;
  const found = draft.placements.find((item) => item.production === bar.production && item.need === bar.need);
  if (found === undefined) return null;
  const whole = found.stages.length === 1 && membersOf(found.stages[0] ?? "").length === 1;
  const moved = movedPlacement(found, bar.space, next.space, next.start - bar.start, textOf, dayOf);
  // On another stage the length may be another: then the rules give the phases anew.
  return whole && next.space !== bar.space ? { ...moved, phases: [] } : moved;
}

function trialOf(next: Piece): Placement[] | null {
  const item = placementOf(next);
  if (item === null || !draft.on) return null;
  return [...draft.placements.filter((other) => other.production !== item.production || other.need !== item.need), item];
}

async function ask(trial: Placement[], asked: Piece): Promise<void> {
  const party = draft.base?.party;
  if (party === undefined) return;
  try {
    const found = await checked(trial, party);
    if (piece === asked) check = found;
  } catch (wrong) {
    if (!(wrong instanceof Problem)) throw wrong;
  }
}

/** Lets a bar of the desk, with what goes along, stand where it is; a refusal is shown with its reason and alternatives. */
export async function dropLine(bar: Bar, to: Wanted, along: readonly Bar[] = [], seen?: number): Promise<void> {
  const known = seen ?? stock?.bookings.get(bar.booking ?? "")?.version;
  if (known === undefined || bar.line === null) return;
  try {
    await move(bar.kind, wishOf(bar, along, to), wishOf(bar, along, bar).to, known);
    desk.settle();
  } catch (wrong) {
    if (!(wrong instanceof Problem)) throw wrong;
    desk.refuse(wrong, (days) => void dropLine(bar, instead(bar, along, to, { space: days.space, start: dayOf(days.start), end: dayOf(days.end) }), along));
  }
}

/** Where the bar would be if its stay stood on other days in place of those that were refused. */
function instead(bar: Bar, along: readonly Bar[], to: Wanted, free: Target): Wanted {
  if (along.length === 0) return free;
  const later = free.start - Math.min(...targetsOf(bar, along, to).map((days) => days.start));
  return { space: free.space, start: to.start + later, end: to.end + later };
}

/** Puts the piece into the draft; it can be undone. */
export function dropPlacement(next: Piece): void {
  const item = placementOf(next);
  if (item === null) return;
  const back = draft.put(item);
  desk.add({ label: t("draft.moved", { what: next.label }), undo: async () => back() });
  placing = null;
}
