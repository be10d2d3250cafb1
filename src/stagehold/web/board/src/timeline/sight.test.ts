import assert from "node:assert/strict";
import { test } from "node:test";

import { centred, dayAt, fitted, kept, lastIn, leastScale, MOST_SCALE, panned, revealed, xOf, zoomed, type Sight } from "./sight.ts";

const EXTENT = { first: 1000, last: 2826 };
const SIGHT: Sight = { from: 1200, scale: 4, width: 800 };

test("a day and its place are the same thing", () => {
  for (const day of [1200, 1234.5, 1399]) assert.ok(Math.abs(dayAt(SIGHT, xOf(SIGHT, day)) - day) < 1e-9);
});

test("zooming keeps the day under the pointer where it is", () => {
  for (const factor of [0.5, 0.9, 1.3, 4]) {
    const before = dayAt(SIGHT, 300);
    assert.ok(Math.abs(dayAt(zoomed(SIGHT, factor, 300, EXTENT), 300) - before) < 1e-6);
  }
});

test("no zoom goes beyond a day of the widest or all days", () => {
  let near = SIGHT;
  let far = SIGHT;
  for (let i = 0; i < 100; i += 1) {
    near = zoomed(near, 2, 10, EXTENT);
    far = zoomed(far, 0.5, 700, EXTENT);
  }
  assert.equal(near.scale, MOST_SCALE);
  assert.equal(far.scale, leastScale(800, EXTENT));
  assert.ok(far.from <= EXTENT.first && lastIn(far) >= EXTENT.last);
});

test("the view never leaves the days that there are", () => {
  for (const pixels of [-1e9, 1e9]) {
    const sight = panned(SIGHT, pixels, EXTENT);
    assert.ok(lastIn(sight) > EXTENT.first && sight.from < EXTENT.last);
  }
});

test("an extent of no day gives a view all the same", () => {
  const sight = kept({ from: 0, scale: 0, width: 800 }, { first: 10, last: 10 });
  assert.ok(Number.isFinite(sight.from) && sight.scale > 0);
});

test("fitted shows just these days, centred puts one in the middle", () => {
  const sight = fitted(900, 1300, 1600, EXTENT);
  assert.deepEqual([sight.from, lastIn(sight)], [1300, 1600]);
  assert.equal(dayAt(centred(SIGHT, 1500, EXTENT), 400), 1500);
});

test("what is in sight already moves nothing; what is not comes in sight", () => {
  assert.equal(revealed(SIGHT, 1250, 1300, EXTENT), SIGHT);
  for (const [start, end] of [[1000, 1010], [2500, 2520], [1190, 1210]] as const) {
    const sight = revealed(SIGHT, start, end, EXTENT);
    assert.ok(sight.from <= start && lastIn(sight) >= end);
  }
});
