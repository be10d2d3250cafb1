import assert from "node:assert/strict";
import { test } from "node:test";

import type { Bar } from "./bars.ts";
import { begun, lifted, LONGEST, movedTo, onStage, placing, stepped } from "./drag.ts";

const BAR: Bar = {
  key: "line/1", kind: "hold", space: "a", start: 100, end: 110, lane: 0, run: null, label: "x", line: "1", pieces: [], booking: "b", production: null, need: null, rank: 1, phases: [], until: null, challenge: null, late: 0, moved: false,
};

test("a moved bar keeps its length and the day by which it is held", () => {
  const piece = movedTo(lifted(BAR, "move", 103.4), 120.9, "b");
  assert.deepEqual([piece.space, piece.start, piece.end, piece.unmoved], ["b", 117, 127, false]);
  assert.equal(movedTo(piece, 103.1, "a").unmoved, true);
});

test("off all stages a bar stays on its own", () => {
  assert.equal(movedTo(lifted(BAR, "move", 100), 130, null).space, "a");
});

test("no end is drawn past the other: a day is left", () => {
  assert.deepEqual([movedTo(lifted(BAR, "end", 109), 20, "a").end, movedTo(lifted(BAR, "start", 100), 500, "a").start], [101, 109]);
  assert.equal(stepped({ ...lifted(BAR, "end", 109), end: 101 }, -7).end, 101);
  assert.equal(stepped({ ...lifted(BAR, "start", 109), start: 109 }, 7).start, 109);
});

test("no bar is drawn longer than the server takes", () => {
  assert.equal(movedTo(lifted(BAR, "end", 109), 1e6, "a").end, 100 + LONGEST);
});

test("a new hold goes to either side of where it was begun", () => {
  const piece = begun("a", 50.7, "");
  assert.deepEqual([movedTo(piece, 54.2, "b").start, movedTo(piece, 54.2, "b").end, movedTo(piece, 54.2, "b").space], [50, 55, "a"]);
  assert.deepEqual([movedTo(piece, 47.5, "a").start, movedTo(piece, 47.5, "a").end], [47, 51]);
});

test("the keyboard moves by days and from stage to stage", () => {
  const piece = stepped(stepped(lifted(BAR, "move", 100), 7), -1);
  assert.deepEqual([piece.start, piece.end], [106, 116]);
  assert.equal(onStage(piece, "c").space, "c");
  assert.equal(onStage(lifted(BAR, "end", 100), "c").space, "a");
  assert.equal(stepped(stepped(lifted(BAR, "move", 100), 3), -3).unmoved, true);
});

test("a need from the list has its length wherever it is put", () => {
  const piece = movedTo(placing(40, "a", 10, "p"), 77.7, "b");
  assert.deepEqual([piece.space, piece.start, piece.end], ["b", 77, 117]);
});
