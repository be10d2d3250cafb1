/** A piece in the hand: where it would lie. Whole days; never less than one; what is not resized keeps its length. */

import type { Bar } from "./bars.ts";

export interface Piece {
  mode: "move" | "start" | "end" | "new" | "place";
  /** What is held: a bar, or a need that is not placed yet. */
  bar: Bar | null;
  /** Other bars of its booking that go along. */
  along: readonly Bar[];
  space: string;
  start: number;
  end: number;
  /** The day of the piece that the hand holds, from its start; of a new one the day where it began. */
  grab: number;
  label: string;
  /** Whether it is where it was. */
  unmoved: boolean;
}

export const LONGEST = 3660; // days, as the server takes them

export function lifted(bar: Bar, mode: "move" | "start" | "end", day: number, along: readonly Bar[] = []): Piece {
  return { mode, bar, along, space: bar.space, start: bar.start, end: bar.end, grab: Math.floor(day) - bar.start, label: bar.label, unmoved: true };
}

export function begun(space: string, day: number, label: string): Piece {
  const start = Math.floor(day);
  return { mode: "new", bar: null, along: [], space, start, end: start + 1, grab: start, label, unmoved: false };
}

export function placing(length: number, space: string, day: number, label: string): Piece {
  const start = Math.floor(day);
  return { mode: "place", bar: null, along: [], space, start, end: start + Math.max(1, length), grab: 0, label, unmoved: false };
}

/** The piece with the hand at that day (with its fraction) on that stage; off all stages it stays on its own. */
export function movedTo(piece: Piece, day: number, space: string | null): Piece {
  const at = Math.floor(day);
  const was = piece.bar;
  const on = space ?? piece.space;
  if (piece.mode === "new") {
    const start = Math.max(Math.min(piece.grab, at), piece.grab - LONGEST + 1);
    return { ...piece, start, end: Math.min(Math.max(piece.grab, at) + 1, start + LONGEST) };
  }
  if (piece.mode === "start" && was !== null) {
    const start = Math.max(Math.min(Math.round(day), was.end - 1), was.end - LONGEST);
    return { ...piece, start, unmoved: start === was.start };
  }
  if (piece.mode === "end" && was !== null) {
    const end = Math.min(Math.max(Math.round(day), was.start + 1), was.start + LONGEST);
    return { ...piece, end, unmoved: end === was.end };
  }
  const start = at - piece.grab;
  return { ...piece, space: on, start, end: start + piece.end - piece.start, unmoved: was !== null && start === was.start && on === was.space };
}

/** Moved by whole days, by the keyboard. */
export function stepped(piece: Piece, days: number): Piece {
  const was = piece.bar;
  if (piece.mode === "start") {
    const start = Math.min(piece.start + days, piece.end - 1);
    return { ...piece, start, unmoved: was !== null && start === was.start };
  }
  if (piece.mode === "end" || piece.mode === "new") {
    const end = Math.max(piece.end + days, piece.start + 1);
    return { ...piece, end, unmoved: was !== null && end === was.end };
  }
  const start = piece.start + days;
  return { ...piece, start, end: piece.end + days, unmoved: was !== null && start === was.start && piece.space === was.space };
}

export function onStage(piece: Piece, space: string): Piece {
  if (piece.mode === "start" || piece.mode === "end") return piece;
  return { ...piece, space, unmoved: piece.bar !== null && piece.start === piece.bar.start && space === piece.bar.space };
}
