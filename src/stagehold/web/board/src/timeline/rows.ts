/** The rows of the timeline: market, studio, stage. Heights differ, so places are looked up in a running sum. */

import type { Space, Studio } from "../types.ts";

export interface Row {
  /** `market/JP`, `studio/toho`, `space/toho-7`. */
  key: string;
  kind: "market" | "studio" | "space";
  id: string;
  market: string;
  studio: string;
  /** How many stages are under it, of a group. */
  count: number;
  closed: boolean;
  top: number;
  height: number;
  /** Lanes of the desk, then those of the plan. */
  lanes: number;
  planLanes: number;
}

export const MARKET = 26;
export const STUDIO = 24;
export const LANE = 20;
export const GAP = 2;
export const PAD = 4;

export const heightOf = (lanes: number): number => PAD * 2 + Math.max(1, lanes) * (LANE + GAP) - GAP;

interface Sizes {
  lanesOf: (space: string) => number;
  planLanesOf: (space: string) => number;
}

/** All rows, groups in the order given by `compare` of markets and studios. */
export function rowsOf(spaces: Space[], studios: Map<string, Studio>, closed: ReadonlySet<string>, sizes: Sizes): Row[] {
  const markets = new Map<string, Map<string, Space[]>>();
  for (const space of spaces) {
    const market = studios.get(space.studio)?.country ?? "";
    const lots = markets.get(market) ?? new Map<string, Space[]>();
    markets.set(market, lots);
    const list = lots.get(space.studio);
    if (list === undefined) lots.set(space.studio, [space]);
    else list.push(space);
  }
  const rows: Row[] = [];
  let top = 0;
  const add = (row: Omit<Row, "top">): void => {
    rows.push({ ...row, top });
    top += row.height;
  };
  const group = (kind: "market" | "studio", id: string, market: string, studio: string, count: number): boolean => {
    const key = `${kind}/${id}`;
    const shut = closed.has(key);
    add({ key, kind, id, market, studio, count, closed: shut, height: kind === "market" ? MARKET : STUDIO, lanes: 0, planLanes: 0 });
    return shut;
  };
  for (const [market, lots] of markets) {
    const count = [...lots.values()].reduce((sum, list) => sum + list.length, 0);
    if (group("market", market, market, "", count)) continue;
    for (const [studio, list] of lots) {
      if (group("studio", studio, market, studio, list.length)) continue;
      for (const space of list) {
        const lanes = Math.max(1, sizes.lanesOf(space.id));
        const planLanes = sizes.planLanesOf(space.id);
        add({ key: `space/${space.id}`, kind: "space", id: space.id, market, studio, count: 0, closed: false, height: heightOf(lanes + planLanes), lanes, planLanes });
      }
    }
  }
  return rows;
}

export const wholeHeight = (rows: Row[]): number => {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.top + last.height;
};

/** The index of the row at a height; the first or last beyond the ends. */
export function indexAt(rows: Row[], y: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First and one past the last row that touch a window. */
export function rowsIn(rows: Row[], top: number, height: number): [number, number] {
  if (rows.length === 0) return [0, 0];
  return [indexAt(rows, top), indexAt(rows, top + height) + 1];
}

/** Where a lane begins, from the top of its row. */
export const laneTop = (lane: number): number => PAD + lane * (LANE + GAP);
