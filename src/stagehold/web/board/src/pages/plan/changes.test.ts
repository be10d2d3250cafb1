import assert from "node:assert/strict";
import { test } from "node:test";

import type { Booking, Line } from "../frame/shapes.ts";
import { changesOf } from "./changes.ts";

const line = (space: string, start: string, end: string, state: Line["state"]): Line => ({
  id: `${space}${start}`, booking: "b", space, start, end, state, rank: 1, phase: null, until: null, offered_until: null, price: null, group: null, lease: null,
});
const booking = (production: string, lines: Line[]): Booking => ({
  id: production, version: 1, party: "us", production, need: "main", title: null, one_of: [], joint: [], conditions: [], currency: null, made: null, by: "x", renewed: 0, plan: 1, lines,
});
const placement = (production: string, stages: string[], start: string, end: string) => ({ production, need: "main", stages, start, end, phases: [], late_days: 0 });

test("each placement is new, moved, unchanged or confirmed already", () => {
  const bookings = [
    booking("same", [line("a", "2027-01-01", "2027-01-05", "hold"), line("a", "2027-01-05", "2027-01-10", "hold")]),
    booking("moved", [line("b", "2027-01-01", "2027-01-10", "hold")]),
    booking("firm", [line("c", "2027-01-01", "2027-01-10", "confirmed")]),
    booking("gone", [line("d", "2027-01-01", "2027-01-10", "released")]),
  ];
  const found = changesOf(
    [placement("same", ["a"], "2027-01-01", "2027-01-10"), placement("moved", ["b"], "2027-01-02", "2027-01-11"), placement("firm", ["a"], "2027-02-01", "2027-02-10"), placement("gone", ["d"], "2027-01-01", "2027-01-10")],
    bookings,
  );
  assert.deepEqual(found.map((change) => change.what), ["same", "moved", "confirmed", "new"]);
});

test("a joined whole stands as its members", () => {
  const held = booking("p", [line("a", "2027-01-01", "2027-01-10", "hold"), line("b", "2027-01-01", "2027-01-10", "hold")]);
  assert.equal(changesOf([placement("p", ["b+a"], "2027-01-01", "2027-01-10")], [held])[0]?.what, "same");
});
