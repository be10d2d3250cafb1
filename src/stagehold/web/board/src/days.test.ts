import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, textOf, todayIn } from "./days.ts";

test("a day and its number are the same thing", () => {
  assert.equal(dayOf("1970-01-02"), 1);
  for (const text of ["1899-12-31", "2024-02-29", "2199-12-31"]) assert.equal(textOf(dayOf(text)), text);
});

test("today depends on the place", () => {
  const now = new Date("2027-01-05T16:00:00Z");
  assert.equal(textOf(todayIn("Asia/Tokyo", now)), "2027-01-06");
  assert.equal(textOf(todayIn("America/Los_Angeles", now)), "2027-01-05");
});
