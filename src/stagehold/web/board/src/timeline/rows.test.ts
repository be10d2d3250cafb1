import assert from "node:assert/strict";
import { test } from "node:test";

import { inLanes, inRuns, type Bar } from "./bars.ts";
import { beside, hitAt, nearest } from "./hit.ts";
import { drawn, madeBoard } from "./made.ts";
import { indexAt, laneTop, rowsIn, rowsOf, wholeHeight } from "./rows.ts";
import { Stock } from "./stock.ts";

const bar = (key: string, start: number, end: number, rank: number | null = null): Bar => ({
  key, kind: rank === null ? "confirmed" : "hold", space: "a", start, end, lane: 0, run: null, label: key, line: key, pieces: [{ id: key, start, end }], booking: null, production: null, need: null, rank, phases: [], until: null, challenge: null, late: 0, moved: false,
});

test("bars of one lane never overlap, and no lane is spent in vain", () => {
  const draw = drawn(3);
  for (let i = 0; i < 200; i += 1) {
    const bars = Array.from({ length: 1 + Math.floor(draw() * 30) }, (_, k) => {
      const start = Math.floor(draw() * 100);
      return bar(`b${k}`, start, start + 1 + Math.floor(draw() * 30));
    });
    const lanes = inLanes(bars);
    for (const one of bars) for (const two of bars) if (one !== two && one.lane === two.lane) assert.ok(one.end <= two.start || two.end <= one.start);
    const most = Math.max(...Array.from({ length: 140 }, (_, day) => bars.filter((item) => item.start <= day && day < item.end).length));
    assert.equal(lanes, most);
  }
});

test("of holds on the same days the first lies on top", () => {
  const bars = [bar("second", 5, 9, 2), bar("first", 5, 9, 1)];
  inLanes(bars);
  assert.deepEqual(bars.map((item) => [item.key, item.lane]), [["second", 1], ["first", 0]]);
});

test("lines of a booking that follow each other are written on once", () => {
  const of = (key: string, start: number, end: number, booking: string): Bar => ({ ...bar(key, start, end), booking });
  const bars = [of("c", 30, 40, "x"), of("a", 5, 10, "x"), of("b", 10, 20, "x"), of("d", 40, 50, "y")];
  inRuns(bars);
  assert.deepEqual(bars.map((item) => [item.key, item.run]), [["c", { start: 30, end: 40 }], ["a", { start: 5, end: 20 }], ["b", null], ["d", { start: 40, end: 50 }]]);
});

const STOCK = new Stock(madeBoard(60, 400, 20_000));
const SIZES = { lanesOf: (space: string): number => STOCK.lanesOf(space), planLanesOf: (): number => 0 };
const ROWS = rowsOf(STOCK.board.spaces, STOCK.studios, new Set(), SIZES);

test("rows follow each other without gaps, under their studio and market", () => {
  let top = 0;
  for (const row of ROWS) {
    assert.equal(row.top, top);
    top += row.height;
  }
  assert.equal(wholeHeight(ROWS), top);
  assert.equal(ROWS.filter((row) => row.kind === "space").length, 60);
  assert.deepEqual(ROWS.slice(0, 3).map((row) => row.kind), ["market", "studio", "space"]);
});

test("a closed group shows how many stages it hides", () => {
  const shut = rowsOf(STOCK.board.spaces, STOCK.studios, new Set(["market/JP"]), SIZES);
  const row = shut.find((item) => item.key === "market/JP");
  assert.ok(row?.closed);
  assert.equal(row.count + shut.filter((item) => item.kind === "space").length, 60);
});

test("the row at a height is the one drawn there", () => {
  for (let y = 0; y < wholeHeight(ROWS); y += 7) {
    const row = ROWS[indexAt(ROWS, y)];
    assert.ok(row !== undefined && row.top <= y && y < row.top + row.height);
  }
  assert.deepEqual(rowsIn([], 0, 500), [0, 0]);
});

test("a point finds the bar drawn there, its ends and nothing beside it", () => {
  const row = { key: "space/a", kind: "space" as const, id: "a", market: "", studio: "", count: 0, closed: false, top: 100, height: 50, lanes: 2, planLanes: 0 };
  const bars = [bar("one", 10, 20), { ...bar("two", 15, 30, 1), lane: 1 }];
  const sight = { from: 0, scale: 10, width: 900 };
  const at = (x: number, lane: number): ReturnType<typeof hitAt> => hitAt([{ ...row, top: 0 }], () => bars, sight, x, laneTop(lane) + 8);
  assert.deepEqual([at(150, 0).bar?.key, at(150, 0).part], ["one", "body"]);
  assert.deepEqual([at(160, 1).bar?.key, at(151, 1).part], ["two", "start"]);
  assert.equal(at(197, 0).part, "end");
  assert.equal(at(220, 0).bar, null);
  assert.equal(hitAt([], () => [], sight, 10, 10).row, null);
});

test("arrows lead from bar to bar and to the nearest in the next row", () => {
  const row = ROWS.find((item) => item.kind === "space")!;
  const bars = STOCK.barsOf(row.id);
  assert.equal(beside(row, bars, bars[0]!.key, 1)?.key, bars[1]!.key);
  assert.equal(beside(row, bars, bars[0]!.key, -1), null);
  assert.equal(nearest(bars, bars[2]!.start)?.key, bars[2]!.key);
  assert.equal(nearest([], 5), null);
});
