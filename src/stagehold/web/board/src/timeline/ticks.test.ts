import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, textOf } from "../days.ts";
import { drawn } from "./made.ts";
import { floorOf, nextOf, stuck, ticksFor, type Namer } from "./ticks.ts";

const NAMES: Namer = (unit, day, form) => `${unit}${form === 0 ? " a long name" : ""} ${textOf(day).slice(0, form === 0 ? 10 : 4)}`;

test("boundaries are those of the calendar", () => {
  const day = dayOf("2027-08-19");
  const found = (["day", "week", "month", "quarter", "year", "decade"] as const).map((unit) => textOf(floorOf(unit, day)));
  assert.deepEqual(found, ["2027-08-19", "2027-08-16", "2027-08-01", "2027-07-01", "2027-01-01", "2020-01-01"]);
  assert.equal(textOf(nextOf("month", dayOf("2027-12-01"))), "2028-01-01");
  assert.equal(textOf(nextOf("decade", dayOf("2020-01-01"))), "2030-01-01");
  assert.equal(textOf(floorOf("week", dayOf("1969-12-31"))), "1969-12-29");
});

test("labels never overlap, at any scale and with names of any width", () => {
  const draw = drawn(7);
  for (let i = 0; i < 400; i += 1) {
    const scale = 0.02 * 1.5 ** (draw() * 22);
    const sight = { from: dayOf("2020-01-01") + draw() * 3000, scale, width: 300 + draw() * 1600 };
    const measure = (text: string): number => text.length * (3 + draw() * 0 + (i % 9));
    const { minor } = ticksFor(sight, NAMES, measure);
    let end = -Infinity;
    for (const tick of minor) {
      if (tick.label === "") continue;
      assert.ok(tick.x >= end, `${tick.label} at ${tick.x} begins before ${end}, scale ${scale}`);
      end = tick.x + measure(tick.label);
    }
  }
});

test("thinned labels stay on the same days when one pans", () => {
  const at = (from: number): string[] =>
    ticksFor({ from, scale: 0.8, width: 900 }, NAMES, (text) => text.length * 7).minor.filter((tick) => tick.label !== "").map((tick) => textOf(tick.day));
  const [one, two] = [at(dayOf("2026-02-11")), at(dayOf("2026-03-20"))];
  assert.ok(one.filter((day) => day > "2026-04").every((day) => two.includes(day)));
});

test("a label of the upper row stays in sight and never leaves its unit", () => {
  const tick = { day: 0, x: -500, width: 700, label: "2027" };
  assert.equal(stuck(tick, 40), 6);
  assert.equal(stuck({ ...tick, width: 520 }, 40), null);
});
