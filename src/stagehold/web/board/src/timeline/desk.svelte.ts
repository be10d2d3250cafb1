/** What is done at the desk from the board: each act with its undo, or with the reason why there is none. */

import { act, Problem, read } from "../api.ts";
import { textOf } from "../days.ts";
import { live } from "../live.svelte.ts";
import { toasts } from "../shell/toasts.svelte.ts";
import type { Challenge, Closure } from "../types.ts";
import { t, type Key } from "../words.svelte.ts";
import type { Bar } from "./bars.ts";
import { History, type Step } from "./history.ts";
import { backOf, type Days, type Wish } from "./stay.ts";

export interface Receipt {
  number: number;
  at: string;
  what: string;
  made: string[];
}

export interface NewHold {
  lines: { space: string; start: string; end: string; phase?: string }[];
  party?: string;
  production?: string;
  need?: string;
  title?: string;
  confirm?: boolean;
  why?: string;
}

const steps = new History();
/** Of bookings that were changed here, the version that came of it: undoing writes over nothing that others did since. */
const seen = new Map<string, number>();
let depth = $state(0);
let refused = $state.raw<{ problem: Problem; retry: ((days: { space: string; start: string; end: string }) => void) | null } | null>(null);

export const desk = {
  /** How many steps can be undone. */
  get depth(): number {
    return depth;
  },
  get lastLabel(): string {
    void depth;
    return steps.last?.label ?? "";
  },
  /** The refusal to show, with what takes one of its alternatives. */
  get refused(): typeof refused {
    return refused;
  },
  refuse(problem: Problem, retry: ((days: { space: string; start: string; end: string }) => void) | null = null): void {
    refused = { problem, retry };
  },
  settle(): void {
    refused = null;
  },
  add(step: Step): void {
    steps.add(step);
    depth = steps.length;
  },
  async undo(): Promise<void> {
    try {
      const undone = await steps.undo();
      if (undone.done === "nothing") toasts.say(t("undo.nothing"));
      else if (undone.done === "undone") toasts.say(t("undo.done", { what: undone.label }), "ok");
      else toasts.say(t("undo.cannot", { what: undone.label, why: undone.why }));
    } catch (wrong) {
      if (!(wrong instanceof Problem)) throw wrong;
      desk.refuse(wrong);
    }
    depth = steps.length;
  },
  forget(): void {
    steps.clear();
    depth = 0;
  },
};

const etag = (version: number): string => `"${version}"`;

/** Does it, reads the stages again, says so, and keeps what undoes it. */
async function done(label: string, path: string, body: unknown, version: number | null, spaces: string[], undoOf: (receipt: Receipt) => Step["undo"], why?: Key): Promise<Receipt> {
  const receipt = await act<Receipt>(path, body, version === null ? {} : { etag: etag(version) });
  live.mine(receipt.number);
  const booking = /^\/bookings\/([^/]+)/.exec(path)?.[1];
  if (booking !== undefined) seen.set(decodeURIComponent(booking), receipt.number);
  const back = undoOf(receipt);
  desk.add({ label, undo: back, ...(why === undefined ? {} : { why: t(why) }) });
  toasts.say(label, "ok", back === null ? undefined : { label: t("undo.undo"), run: () => void desk.undo() });
  await live.look(spaces).catch(() => undefined); // the event of the stream does the same
  return receipt;
}

const path = (booking: string, what: string): string => `/bookings/${encodeURIComponent(booking)}/${what}`;

export function hold(wanted: NewHold): Promise<Receipt> {
  const spaces = wanted.lines.map((line) => line.space);
  return done(t(wanted.confirm ? "done.book" : "done.hold"), "/bookings", wanted, null, spaces, (receipt) => {
    const made = receipt.made[0];
    if (wanted.confirm || made === undefined) return null;
    return async () => quiet(path(made, "release"), {}, receipt.number, spaces);
  }, "undo.why-confirmed");
}

/** Gives lines of a booking other days together; undone by giving them back their own, all at once. */
export async function move(kind: Bar["kind"], wish: Wish, before: Days[], version: number): Promise<Receipt> {
  const spaces = [...new Set([...wish.to, ...before].map((days) => days.space))];
  const receipt = await moveStay(wish, version);
  const undo = async (): Promise<void> => {
    const back = live.stock === null ? null : backOf(live.stock, wish, kind, before);
    if (back !== null) await moveStay(back, seen.get(wish.booking) ?? receipt.number);
    await live.look(spaces).catch(() => undefined);
  };
  desk.add({ label: t("done.move"), undo });
  toasts.say(t("done.move"), "ok", { label: t("undo.undo"), run: () => void desk.undo() });
  await live.look(spaces).catch(() => undefined);
  return receipt;
}

async function moveStay(wish: Wish, version: number): Promise<Receipt> {
  const to = wish.to.map((days) => ({ space: days.space, start: textOf(days.start), end: textOf(days.end), ...(days.phase === null ? {} : { phase: days.phase }) }));
  const receipt = await act<Receipt>(path(wish.booking, "move-stay"), { lines: wish.lines, to }, { etag: etag(version) });
  live.mine(receipt.number);
  seen.set(wish.booking, receipt.number);
  return receipt;
}

export function confirm(booking: string, version: number, lines: string[], spaces: string[]): Promise<Receipt> {
  return done(t("done.confirm"), path(booking, "confirm"), { lines }, version, spaces, () => null, "undo.why-confirmed");
}

export function release(booking: string, version: number, lines: string[], spaces: string[]): Promise<Receipt> {
  return done(t("done.release"), path(booking, "release"), { lines }, version, spaces, () => null, "undo.why-released");
}

export function cancel(booking: string, version: number, lines: string[], spaces: string[]): Promise<Receipt> {
  return done(t("done.cancel"), path(booking, "cancel"), { lines }, version, spaces, () => null, "undo.why-cancelled");
}

export function renew(booking: string, version: number, spaces: string[]): Promise<Receipt> {
  return done(t("done.renew"), path(booking, "renew"), {}, version, spaces, () => null, "undo.why-renewed");
}

export function challenge(booking: string, version: number, lines: string[], spaces: string[]): Promise<Receipt> {
  return done(t("done.challenge"), path(booking, "challenge"), { lines }, version, spaces, (receipt) => {
    const made = receipt.made[0];
    return made === undefined ? null : async () => quiet(`/challenges/${encodeURIComponent(made)}/withdraw`, {}, receipt.number, spaces);
  });
}

const stagesOf = (challenge: Challenge): string[] => challenge.days.map((days) => days.space);

export function answer(challenge: Challenge, booking: string, said: "confirm" | "stand" | "release"): Promise<Receipt> {
  return done(t(`done.answer-${said}`), `/challenges/${encodeURIComponent(challenge.id)}/answer`, { booking, answer: said }, challenge.version, stagesOf(challenge), () => null, "undo.why-answered");
}

export function withdraw(challenge: Challenge): Promise<Receipt> {
  return done(t("done.withdraw"), `/challenges/${encodeURIComponent(challenge.id)}/withdraw`, {}, challenge.version, stagesOf(challenge), () => null, "undo.why-withdrawn");
}

export function close(space: string, start: number, end: number, reason: string): Promise<Receipt> {
  return done(t("done.close"), "/closures", { space, start: textOf(start), end: textOf(end), ...(reason === "" ? {} : { reason }) }, null, [space], (receipt) => {
    const made = receipt.made[0];
    return made === undefined ? null : async () => quiet(`/closures/${encodeURIComponent(made)}/reopen`, {}, receipt.number, [space]);
  });
}

export function reopen(closure: Closure): Promise<Receipt> {
  return done(t("done.reopen"), `/closures/${encodeURIComponent(closure.id)}/reopen`, {}, closure.version, [closure.space], () => null, "undo.why-reopened");
}

/** Undoing: refused where somebody else has changed it since. */
async function quiet(where: string, body: unknown, version: number | null, spaces: string[]): Promise<void> {
  const receipt = await act<Receipt>(where, body, version === null ? {} : { etag: etag(version) });
  live.mine(receipt.number);
  await live.look(spaces).catch(() => undefined);
}

/** A booking as it is at this moment. */
export const bookingNow = (id: string): Promise<{ version: number; conditions: { kind: string; deadline: string | null; met: string | null }[]; made: string | null; by: string }> =>
  read(`/bookings/${encodeURIComponent(id)}`);
