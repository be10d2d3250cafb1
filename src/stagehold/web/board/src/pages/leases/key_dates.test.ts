import assert from "node:assert/strict";
import { test } from "node:test";

import { firstDay, keyDatesOf, yearsOf } from "./key_dates.ts";

const lease = {
  id: "l",
  signed: "2020-12",
  term: "2021-04-01/2031-03-31",
  options: [{ kind: "extend", notice_by: "2030-03-31", from: "2031-04-01" }, { kind: "break", notice_by: "2025-01-31" }],
};

test("the days of a lease with their kinds, those that are not stated left out", () => {
  assert.deepEqual(keyDatesOf(lease).map((date) => [date.kind, date.stated]), [
    ["signed", "2020-12"],
    ["start", "2021-04-01"],
    ["notice", "2030-03-31"],
    ["option", "2031-04-01"],
    ["notice", "2025-01-31"],
    ["end", "2031-03-31"],
  ]);
});

test("an open or unknown end is no date", () => {
  assert.deepEqual(keyDatesOf({ id: "l", term: "2021-04/" }).map((date) => date.kind), ["start"]);
  assert.deepEqual(keyDatesOf({ id: "l", term: "2021-04/.." }).map((date) => date.kind), ["start"]);
});

test("a coarse date sorts by its first day, a season by its year", () => {
  assert.equal(firstDay("2021-04"), "2021-04-01");
  assert.equal(firstDay("2021-21"), "2021-01-01");
  assert.equal(firstDay("202X"), "2020-01-01");
  assert.deepEqual(yearsOf([lease]).map((year) => year.year), ["2020", "2021", "2025", "2030", "2031"]);
});
