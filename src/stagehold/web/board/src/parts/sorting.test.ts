import assert from "node:assert/strict";
import { test } from "node:test";

import type { Cell, Table } from "../types.ts";
import { ordered, sortedBy } from "./sorting.ts";

const table = (kind: Table["columns"][number]["kind"], cells: Cell[]): Table => ({
  id: "t",
  title: "T",
  columns: [{ key: "c", title: "C", kind }],
  rows: cells.map((cell) => [cell]),
  notes: [],
});

test("numbers sort as numbers, whatever unit and separators they show", () => {
  const given = table("number", [{ text: "1,200 m²" }, { text: "90 m²" }, { text: "−5" }]);
  assert.deepEqual(ordered(given, { column: 0, down: false }, "en"), [2, 1, 0]);
  assert.deepEqual(ordered(given, { column: 0, down: true }, "en"), [0, 1, 2]);
});

test("a raw value goes before the text: dates sort by day in every language", () => {
  const given = table("date", [{ text: "2027年3月5日", sort: "2027-03-05" }, { text: "2026年12月1日", sort: "2026-12-01" }]);
  assert.deepEqual(ordered(given, { column: 0, down: false }, "ja"), [1, 0]);
});

test("blank cells stand last either way, and equal rows stay as they were", () => {
  const given = table("text", [{ text: "" }, { text: "b" }, { text: "a" }, { text: "b" }]);
  assert.deepEqual(ordered(given, { column: 0, down: false }, "en"), [2, 1, 3, 0]);
  assert.deepEqual(ordered(given, { column: 0, down: true }, "en"), [1, 3, 2, 0]);
});

test("without an order rows are as the server gave them", () => {
  assert.deepEqual(ordered(table("text", [{ text: "b" }, { text: "a" }]), null, "en"), [0, 1]);
  assert.equal(sortedBy({ text: "no figure" }, "number"), "no figure");
});
