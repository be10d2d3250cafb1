import assert from "node:assert/strict";
import { test } from "node:test";

import { monthsOf, readRelease, releasesOf } from "./releases.ts";

const title = (id: string, release: string | undefined, more = {}) => ({ id, release, market: "JP", kind: "anime", ...more });

test("a coarse date stays coarse", () => {
  assert.equal(readRelease(title("a", "2027-03-05")).month, "2027-03");
  assert.equal(readRelease(title("a", "2027")).month, "");
  assert.equal(readRelease(title("a", "2027-21")).month, "");
  assert.equal(readRelease(title("a", undefined)).year, "");
  assert.equal(readRelease(title("a", "2027-04~")).month, "2027-04");
});

test("months come in order, a year's titles without a month after them, those without a date last", () => {
  const found = releasesOf([title("none", undefined), title("year", "2027"), title("late", "2027-11"), title("early", "2027-02-03")], {});
  assert.deepEqual(monthsOf(found).map((month) => month.key), ["2027-02", "2027-11", "2027", "none"]);
});

test("filters hold together", () => {
  const all = [title("a", "2027-03"), title("b", "2027-03", { market: "KR" }), title("c", "2028-03")];
  assert.deepEqual(releasesOf(all, { market: "JP", year: "2027" }).map((item) => item.id), ["a"]);
});
