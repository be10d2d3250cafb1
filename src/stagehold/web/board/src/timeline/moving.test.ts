import assert from "node:assert/strict";
import { test } from "node:test";

import { joined, type Bar, type Piece } from "./bars.ts";
import { drawn } from "./made.ts";
import { stepsFor } from "./moving.ts";

const bar = (pieces: Piece[]): Bar => ({
  key: "line/x", kind: "hold", space: "a", start: pieces[0]!.start, end: pieces.at(-1)!.end, lane: 0, run: null, label: "", line: pieces[0]!.id, pieces, booking: "b", production: null, need: null, rank: 1, phases: [], until: null, challenge: null, late: 0, moved: false,
});
const days = (pieces: Piece[]): number[] => pieces.flatMap((piece) => Array.from({ length: piece.end - piece.start }, (_, i) => piece.start + i)).sort((a, b) => a - b);

test("one line is moved as it is", () => {
  const steps = stepsFor(bar([{ id: "b.1", start: 10, end: 20 }]), { space: "a", start: 13, end: 23 });
  assert.deepEqual(steps, { moves: [{ id: "b.1", start: 13, end: 23 }], releases: [] });
});

test("to another stage one line goes with all days, the others are let go", () => {
  const steps = stepsFor(bar([{ id: "b.1", start: 10, end: 20 }, { id: "b.2", start: 20, end: 22 }]), { space: "c", start: 10, end: 22 });
  assert.deepEqual(steps, { moves: [{ id: "b.1", start: 10, end: 22 }], releases: [{ id: "b.2", start: 20, end: 22 }] });
});

test("whatever lines make a bar, after the steps it has just the days asked for, each once", () => {
  const draw = drawn(11);
  const whole = (from: number, to: number): number => from + Math.floor(draw() * (to - from));
  for (let i = 0; i < 2000; i += 1) {
    let day = 100;
    const pieces = Array.from({ length: whole(1, 5) }, (_, k) => {
      const start = day;
      day += whole(1, 8);
      return { id: `b.${k}`, start, end: day };
    });
    const start = whole(85, 125);
    const to = { space: "a", start, end: start + whole(1, 25) };
    const steps = stepsFor(bar(pieces), to);
    const touched = new Set([...steps.moves, ...steps.releases].map((piece) => piece.id));
    const rest = pieces.filter((piece) => !touched.has(piece.id));
    assert.deepEqual(days([...rest, ...steps.moves]), days([{ id: "", start: to.start, end: to.end }]), JSON.stringify({ pieces, to, steps }));
  }
});

test("lines that follow each other are one bar, with the number of the oldest", () => {
  const one = (id: string, start: number, end: number): Bar => ({ ...bar([{ id, start, end }]), key: `line/${id}`, line: id });
  const found = joined([one("b.3", 20, 25), one("b.1", 10, 20), one("b.2", 30, 40)]);
  assert.deepEqual(found.map((item) => [item.key, item.start, item.end, item.pieces.length]), [["line/b.1", 10, 25, 2], ["line/b.2", 30, 40, 1]]);
});
