/**
 * What is asked of the desk to give a bar other days. Days that are kept keep their place in the queue, so only what goes
 * and what comes is named: the lines at the ends are drawn out or in, lines outside are let go.
 */

import type { Bar, Piece } from "./bars.ts";

export interface Target {
  space: string;
  start: number;
  end: number;
}

export interface Steps {
  /** First: one of them may be refused. */
  moves: Piece[];
  releases: Piece[];
}

export function stepsFor(bar: Bar, to: Target): Steps {
  const [first, ...others] = bar.pieces;
  const kept = to.space === bar.space ? bar.pieces.filter((piece) => piece.start < to.end && to.start < piece.end) : [];
  const [left, right] = [kept[0], kept.at(-1)];
  if (left === undefined || right === undefined)
    return { moves: first === undefined ? [] : [{ id: first.id, start: to.start, end: to.end }], releases: others };
  const drawn =
    left === right
      ? [{ id: left.id, start: to.start, end: to.end }]
      : [{ id: left.id, start: to.start, end: left.end }, { id: right.id, start: right.start, end: to.end }];
  const was = new Map(bar.pieces.map((piece) => [piece.id, piece]));
  return {
    moves: drawn.filter((piece) => piece.start !== was.get(piece.id)?.start || piece.end !== was.get(piece.id)?.end),
    releases: bar.pieces.filter((piece) => !kept.includes(piece)),
  };
}
