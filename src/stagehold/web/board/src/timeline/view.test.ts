import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../days.ts";
import { addressOf, firstSight, nowAt } from "./view.ts";

const EXTENT = { first: dayOf("2025-01-01"), last: dayOf("2030-01-01") };

test("an address reopens the same days on any width", () => {
  for (const width of [280, 900, 1700]) {
    const sight = firstSight({ from: "2027-02-03", to: "2027-11-30" }, width, dayOf("2026-06-01"), EXTENT);
    assert.deepEqual(addressOf(sight), { from: "2027-02-03", to: "2027-11-30" });
  }
});

test("an address that makes no sense shows the days around today", () => {
  const today = dayOf("2026-06-01");
  for (const query of [{}, { from: "x", to: "2027-01-01" }, { from: "2027-01-02", to: "2027-01-01" }]) {
    const sight = firstSight(query, 1000, today, EXTENT);
    assert.ok(sight.from < today && today < sight.from + 1000 / sight.scale);
  }
});

test("today stands at another place in another time zone", () => {
  const studio = (id: string, time_zone: string): Parameters<typeof nowAt>[0][number] => ({ id, name: { en: id }, country: "", city: null, time_zone, operator: null });
  const found = nowAt([studio("t", "Asia/Tokyo"), studio("l", "America/Los_Angeles")], new Date("2027-01-05T18:00:00Z"));
  assert.equal(found.get("t"), dayOf("2027-01-06") + 3 / 24);
  assert.equal(found.get("l"), dayOf("2027-01-05") + 10 / 24);
});
