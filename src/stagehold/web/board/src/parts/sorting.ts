/** The order of a table's rows by one of its columns. */

import type { Cell, Table } from "../types.ts";

export interface Order {
  column: number;
  down: boolean;
}

/** What a cell sorts by: its raw value, else the number it shows, else its text; blank cells have none. */
export function sortedBy(cell: Cell, kind: Table["columns"][number]["kind"]): number | string | null {
  if (cell.sort !== undefined) return cell.sort;
  const text = cell.text.trim();
  if (text === "" || text === "–" || text === "—") return null;
  if (kind !== "number" && kind !== "area") return text;
  const found = /[-−]?\d[\d,.\u202f\u00a0 ]*/.exec(text);
  if (found === null) return text;
  const value = Number(found[0].replace("−", "-").replace(/[,\u202f\u00a0 ]/g, ""));
  return Number.isNaN(value) ? text : value;
}

/** Indices of the rows in that order; blank cells stand last either way, equal rows stay as they were. */
export function ordered(table: Table, order: Order | null, language: string): number[] {
  const indices = table.rows.map((_, index) => index);
  if (order === null) return indices;
  const kind = table.columns[order.column]?.kind ?? "text";
  const values = table.rows.map((row) => {
    const cell = row[order.column];
    return cell === undefined ? null : sortedBy(cell, kind);
  });
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = order.down ? -1 : 1;
  return indices.sort((left, right) => {
    const [a, b] = [values[left] ?? null, values[right] ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  });
}
