import assert from "node:assert/strict";
import { test } from "node:test";

import { joined, type Bar } from "./bars.ts";
import { madeBoard } from "./made.ts";
import { backOf, drawnAlong, inOne, movedAlong, spansOf, wishOf } from "./stay.ts";
import { Stock } from "./stock.ts";

type Row = [id: string, space: string, start: number, end: number, phase: string | null, more?: { booking?: string; state?: "hold" | "confirmed" }];

function stock(rows: Row[], oneOf: string[] = []): Stock {
  const board = madeBoard(3, 0, 0);
  board.bookings = ["b", "c"].map((id) => ({ id, version: 1, party: "p", production: null, need: null, title: id, one_of: id === "b" ? oneOf : [], plan: null }));
  const column = <T>(of: (row: Row) => T): T[] => rows.map(of);
  board.lines = {
    id: column((row) => row[0]), booking: column((row) => row[5]?.booking ?? "b"), space: column((row) => row[1]), start: column((row) => row[2]), end: column((row) => row[3]),
    state: column((row) => row[5]?.state ?? "hold"), rank: column(() => 1), phase: column((row) => row[4]), until: column(() => null),
  };
  return new Stock(board);
}
const barAt = (known: Stock, space: string, day: number): Bar => known.barsOf(space).find((bar) => bar.booking === "b" && bar.start <= day && day < bar.end)!;
const starts = (bars: Bar[]): string[] => bars.map((bar) => `${bar.space} ${bar.start}`).sort();

const PHASES: Row[] = [["b.1", "s-0", 10, 14, "build"], ["b.2", "s-0", 14, 20, "shoot"], ["b.3", "s-0", 20, 22, "strike"]];

test("a bar takes the phases around it along, not those after a gap, nor another booking or state", () => {
  const known = stock([...PHASES, ["b.4", "s-0", 25, 30, "shoot"], ["c.1", "s-0", 22, 25, "shoot", { booking: "c" }], ["b.5", "s-0", 5, 10, "build", { state: "confirmed" }]]);
  assert.deepEqual(starts(movedAlong(known, barAt(known, "s-0", 15))), ["s-0 10", "s-0 20"]);
  assert.deepEqual(starts(movedAlong(known, barAt(known, "s-0", 26))), []);
});

test("the same days on other stages of the booking go along; alternatives each for itself", () => {
  const both: Row[] = [...PHASES, ["b.4", "s-1", 10, 14, "build"], ["b.5", "s-1", 14, 22, "shoot"], ["b.6", "s-2", 10, 20, "shoot"]];
  const known = stock(both);
  assert.deepEqual(starts(movedAlong(known, barAt(known, "s-0", 15))), ["s-0 10", "s-0 20", "s-1 10", "s-1 14"]);
  assert.deepEqual(starts(drawnAlong(known, barAt(known, "s-0", 11))), ["s-1 10"]);
  const other = stock(both, ["s-0", "s-1", "s-2"]);
  assert.deepEqual(starts(movedAlong(other, barAt(other, "s-0", 15))), ["s-0 10", "s-0 20"]);
});

test("what is asked for keeps the distances, and leaves the other stages where they are", () => {
  const known = stock([...PHASES, ["b.4", "s-1", 10, 22, "shoot"]]);
  const bar = barAt(known, "s-0", 15);
  const wish = wishOf(bar, movedAlong(known, bar), { space: "s-2", start: 17, end: 23 });
  assert.deepEqual(wish.lines.sort(), ["b.1", "b.2", "b.3", "b.4"]);
  assert.deepEqual(wish.to, [
    { space: "s-1", start: 13, end: 25, phase: "shoot" },
    { space: "s-2", start: 13, end: 17, phase: "build" },
    { space: "s-2", start: 17, end: 23, phase: "shoot" },
    { space: "s-2", start: 23, end: 25, phase: "strike" },
  ]);
  assert.deepEqual(spansOf(wish.to), [{ space: "s-1", start: 13, end: 25, phase: null }, { space: "s-2", start: 13, end: 25, phase: null }]);
});

test("what was moved is brought back by the lines that it is made of by then", () => {
  const before = stock(PHASES);
  const bar = barAt(before, "s-0", 15);
  const wish = wishOf(bar, movedAlong(before, bar), { space: "s-0", start: 16, end: 22 });
  const after = stock([["b.1", "s-0", 12, 14, "build"], ["b.4", "s-0", 14, 16, "build"], ["b.2", "s-0", 16, 20, "shoot"], ["b.5", "s-0", 20, 22, "shoot"], ["b.6", "s-0", 22, 24, "strike"]]);
  const was = inOne(PHASES.map(([, space, start, end, phase]) => ({ space, start, end, phase })));
  assert.deepEqual(backOf(after, wish, "hold", was), { booking: "b", lines: ["b.1", "b.4", "b.2", "b.5", "b.6"], to: was });
  assert.equal(backOf(stock([]), wish, "hold", was), null);
});

test("lines that follow each other are one bar, with the number of the oldest", () => {
  const one = (id: string, start: number, end: number): Bar => ({ ...barAt(stock(PHASES), "s-0", 10), pieces: [{ id, start, end }], start, end, key: `line/${id}`, line: id });
  const found = joined([one("b.3", 20, 25), one("b.1", 10, 20), one("b.2", 30, 40)]);
  assert.deepEqual(found.map((item) => [item.key, item.start, item.end, item.pieces.length]), [["line/b.1", 10, 25, 2], ["line/b.2", 30, 40, 1]]);
});
