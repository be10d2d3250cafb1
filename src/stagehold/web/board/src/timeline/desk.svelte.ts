/** What is done at the desk from the board: each act with its undo, or with the reason why there is none. */

import { act, Problem, read } from "../api.ts";
import { textOf } from "../days.ts";
import { live } from "../live.svelte.ts";
import { toasts } from "../shell/toasts.svelte.ts";
import { t, type Key } from "../words.svelte.ts";
import type { Bar } from "./bars.ts";
import { History, type Step } from "./history.ts";
import { stepsFor, type Target } from "./moving.ts";

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

/** Gives a bar other days or another stage; undone by giving it back its own. */
export async function move(bar: Bar, version: number, to: Target): Promise<Receipt> {
  const booking = bar.booking ?? "";
  const spaces = [bar.space, to.space];
  const receipt = await moveLines(bar, version, to);
  const undo = async (): Promise<void> => {
    const now = live.stock?.barOn(booking, to.space, to.start, to.end);
    if (now !== undefined) await moveLines(now, live.stock?.bookings.get(booking)?.version ?? receipt.number, bar);
    await live.look(spaces).catch(() => undefined);
  };
  desk.add({ label: t("done.move"), undo });
  toasts.say(t("done.move"), "ok", { label: t("undo.undo"), run: () => void desk.undo() });
  await live.look(spaces).catch(() => undefined);
  return receipt;
}

async function moveLines(bar: Bar, version: number, to: Target): Promise<Receipt> {
  const steps = stepsFor(bar, to);
  const booking = bar.booking ?? "";
  let last: Receipt = { number: version, at: "", what: "", made: [] };
  const ask = async (what: string, body: unknown): Promise<void> => {
    last = await act<Receipt>(path(booking, what), body, { etag: etag(last.number) });
    live.mine(last.number);
  };
  for (const piece of steps.moves) await ask("move", { line: piece.id, space: to.space, start: textOf(piece.start), end: textOf(piece.end) });
  const what = bar.kind === "confirmed" ? "cancel" : "release";
  if (steps.releases.length > 0) await ask(what, { lines: steps.releases.map((piece) => piece.id) });
  return last;
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
    return made === undefined ? null : async () => quiet(`/challenges/${encodeURIComponent(made)}/withdraw`, {}, null, spaces);
  });
}

export function answer(id: string, booking: string, said: "confirm" | "stand" | "release", spaces: string[]): Promise<Receipt> {
  return done(t(`done.answer-${said}`), `/challenges/${encodeURIComponent(id)}/answer`, { booking, answer: said }, null, spaces, () => null, "undo.why-answered");
}

export function withdraw(id: string, spaces: string[]): Promise<Receipt> {
  return done(t("done.withdraw"), `/challenges/${encodeURIComponent(id)}/withdraw`, {}, null, spaces, () => null, "undo.why-withdrawn");
}

export function close(space: string, start: number, end: number, reason: string): Promise<Receipt> {
  return done(t("done.close"), "/closures", { space, start: textOf(start), end: textOf(end), ...(reason === "" ? {} : { reason }) }, null, [space], (receipt) => {
    const made = receipt.made[0];
    return made === undefined ? null : async () => quiet(`/closures/${encodeURIComponent(made)}/reopen`, {}, receipt.number, [space]);
  });
}

export function reopen(closure: string, space: string): Promise<Receipt> {
  return done(t("done.reopen"), `/closures/${encodeURIComponent(closure)}/reopen`, {}, null, [space], () => null, "undo.why-reopened");
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
