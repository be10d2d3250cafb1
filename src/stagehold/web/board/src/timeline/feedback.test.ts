import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, textOf } from "../days.ts";
import type { Lease, Placement } from "../types.ts";
import { barsOfPlan } from "./bars.ts";
import { gaps, judge, movedPlacement, type Asked } from "./feedback.ts";
import { madeBoard } from "./made.ts";
import { Stock } from "./stock.ts";

const lease = (start: number | null, end: number | null, lessee = "us", open: Lease["open"] = "stated"): Lease => ({
  id: `l-${start}-${lessee}`, kind: "exclusive", lessee, spaces: ["s-0"], start, end, open, stated: "", assumed: false, options: [],
});

function stock(change: (board: ReturnType<typeof madeBoard>) => void): Stock {
  const board = madeBoard(2, 0, 0);
  board.leases = [lease(100, 500)];
  board.closures = [];
  board.productions = [{ id: "p", name: "P", titles: [], market: null, ready: 110, due: 200, window: [105, 400], priority: 1, status: null, needs: [{ id: "main", stages: 1, length: 20, min_area_m2: 700, features: ["tank"], allowed: [] }] }];
  change(board);
  return new Stock(board);
}
const asked = (start: number, end: number, more: Partial<Asked> = {}): Asked => ({ space: "s-0", start, end, party: "us", production: null, need: null, kind: "plan", own: new Set(), ...more });
const rules = (found: ReturnType<typeof judge>): string[] => found.issues.map((item) => `${item.rule} ${item.start}-${item.end}`);

test("days without a lease break a plan, and which days is said", () => {
  assert.deepEqual(rules(judge(stock(() => undefined), asked(90, 120), new Map())), ["not-leased 90-100"]);
  assert.deepEqual(rules(judge(stock(() => undefined), asked(490, 510), new Map())), ["not-leased 500-510"]);
  assert.equal(judge(stock(() => undefined), asked(100, 500), new Map()).verdict, "fits");
});

test("leases in a row grant what lies between, gaps are found", () => {
  assert.deepEqual(gaps([lease(200, 300), lease(0, 100), lease(100, 150)], 50, 320), [[150, 200], [300, 320]]);
  assert.deepEqual(gaps([lease(0, null, "us", "never")], 50, 9000), []);
  assert.deepEqual(gaps([], 1, 3), [[1, 3]]);
});

test("a lease of somebody else stops holds and placements", () => {
  const board = stock((given) => given.leases.push(lease(300, 320, "them")));
  for (const kind of ["plan", "desk"] as const) assert.ok(rules(judge(board, asked(310, 315, { kind }), new Map())).includes("leased-to-others 310-315"));
});

test("a confirmed line is in the way, but not in its own", () => {
  const board = stock((given) => {
    given.bookings.push({ id: "b", version: 1, party: "us", production: null, need: null, title: "Other", one_of: [], plan: null });
    for (const [column, value] of Object.entries({ id: "n", booking: "b", space: "s-0", start: 150, end: 160, state: "confirmed", rank: null, phase: null, until: null }))
      (given.lines[column as keyof typeof given.lines] as unknown[]).push(value);
  });
  assert.deepEqual(rules(judge(board, asked(155, 170, { kind: "desk" }), new Map())), ["taken 155-160"]);
  assert.equal(judge(board, asked(155, 170, { kind: "desk", own: new Set(["line/n"]) }), new Map()).verdict, "fits");
  assert.equal(judge(board, asked(155, 170), new Map()).verdict, "breaks");
});

test("who holds already is a warning with the rank one would get", () => {
  const board = stock((given) => {
    for (const [column, value] of Object.entries({ id: "n", booking: null, space: "s-0", start: 150, end: 160, state: "hold", rank: 2, phase: null, until: null }))
      (given.lines[column as keyof typeof given.lines] as unknown[]).push(value);
  });
  const found = judge(board, asked(155, 170, { kind: "desk" }), new Map());
  assert.deepEqual([found.verdict, found.issues[0]?.rule, found.issues[0]?.n], ["warns", "behind", 3]);
});

test("closures, readiness, window, size and features are told apart", () => {
  const board = stock((given) => given.closures.push({ id: "c", version: 1, space: "s-0", start: 395, end: 396, reason: "Roof" }));
  const found = judge(board, asked(102, 402, { production: "p", need: "main" }), new Map());
  assert.deepEqual(found.issues.map((item) => item.rule).sort(), ["before-ready", "closed", "late", "out-of-window", "too-small"]);
  assert.equal(found.issues.find((item) => item.rule === "late")?.n, 202);
  const other = judge(board, asked(110, 130, { space: "s-1", production: "p", need: "main" }), new Map());
  assert.deepEqual(other.issues.map((item) => item.rule), ["not-leased", "lacks"]);
});

test("two placements on one day break, a need and its own old place do not", () => {
  const other: Placement = { production: "q", need: "main", stages: ["s-0"], start: textOf(120), end: textOf(130), phases: [], late_days: 0 };
  const plan = barsOfPlan([other], (id) => id, new Set());
  assert.deepEqual(rules(judge(stock(() => undefined), asked(125, 140, { production: "x", need: "main" }), plan)), ["plan-taken 125-130"]);
  assert.equal(judge(stock(() => undefined), asked(125, 140, { production: "q", need: "main" }), plan).verdict, "fits");
});

test("phases move with their placement; a joined whole stays whole", () => {
  const item: Placement = { production: "p", need: "m", stages: ["a", "b+c"], start: "2027-01-01", end: "2027-01-11", phases: [{ phase: "shoot", start: "2027-01-01", end: "2027-01-11" }], late_days: 0 };
  const moved = movedPlacement(item, "a", "d", 30, textOf, dayOf);
  assert.deepEqual(moved.stages, ["d", "b+c"]);
  assert.deepEqual(moved.phases, [{ phase: "shoot", start: "2027-01-31", end: "2027-02-10" }]);
  assert.deepEqual(movedPlacement(item, "b", "d", 0, textOf, dayOf).stages, ["a", "b+c"]);
});
