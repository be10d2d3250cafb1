/** What lies under a point, and which bar is next in a direction. */

import type { Bar } from "./bars.ts";
import { GAP, indexAt, LANE, PAD, wholeHeight, type Row } from "./rows.ts";
import { dayAt, xOf, type Sight } from "./sight.ts";

export interface Hit {
  row: Row | null;
  /** The day under the point, with its fraction. */
  day: number;
  bar: Bar | null;
  /** Which part of the bar: its ends can be drawn out. */
  part: "start" | "end" | "body";
  lane: number;
}

const EDGE = 6; // pixels at the end of a bar that resize it
const LEAST_FOR_EDGES = 22; // a narrower bar is only moved
const REACH = 3; // pixels around a bar of one day, to be caught more easily

export type BarsOfRow = (row: Row) => readonly Bar[];

/** The bars of a row with the lane in which each is drawn. */
export const drawnLane = (row: Row, bar: Bar): number => (bar.kind === "plan" ? row.lanes : 0) + bar.lane;

export function hitAt(rows: Row[], barsOf: BarsOfRow, sight: Sight, x: number, y: number): Hit {
  const day = dayAt(sight, x);
  if (y < 0 || y >= wholeHeight(rows)) return { row: null, day, bar: null, part: "body", lane: 0 };
  const row = rows[indexAt(rows, y)] ?? null;
  if (row === null || row.kind !== "space") return { row, day, bar: null, part: "body", lane: 0 };
  const lane = Math.max(0, Math.floor((y - row.top - PAD + GAP / 2) / (LANE + GAP)));
  const there = barsOf(row).filter((bar) => drawnLane(row, bar) === lane && xOf(sight, bar.start) - REACH <= x && x <= xOf(sight, bar.end) + REACH);
  // Of bars that meet, the one that really has the day; else the nearest.
  const bar = there.find((item) => item.start <= day && day < item.end) ?? there[0] ?? null;
  return { row, day, bar, part: bar === null ? "body" : partOf(sight, bar, x), lane };
}

function partOf(sight: Sight, bar: Bar, x: number): Hit["part"] {
  const [x1, x2] = [xOf(sight, bar.start), xOf(sight, bar.end)];
  if (x2 - x1 < LEAST_FOR_EDGES) return "body";
  if (x - x1 < EDGE) return "start";
  return x2 - x < EDGE ? "end" : "body";
}

/** Bars of a row from left to right, then from top to bottom. */
export const inOrder = (row: Row, bars: readonly Bar[]): Bar[] =>
  bars.slice().sort((a, b) => a.start - b.start || drawnLane(row, a) - drawnLane(row, b));

/** The bar beside another in its row; none at the ends. */
export function beside(row: Row, bars: readonly Bar[], key: string, step: 1 | -1): Bar | null {
  const order = inOrder(row, bars);
  const at = order.findIndex((bar) => bar.key === key);
  return at < 0 ? null : (order[at + step] ?? null);
}

/** The bar of a row nearest to a day, by the distance to its days. */
export function nearest(bars: readonly Bar[], day: number): Bar | null {
  let [best, least] = [null as Bar | null, Infinity];
  for (const bar of bars) {
    const distance = day < bar.start ? bar.start - day : day >= bar.end ? day - bar.end + 1 : 0;
    if (distance < least) [best, least] = [bar, distance];
  }
  return best;
}
