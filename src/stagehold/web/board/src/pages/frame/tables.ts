/** Tables that the pages make themselves, in the shape of the server's. */

import type { Cell, Table } from "../../types.ts";

type Kind = Table["columns"][number]["kind"];
type Plain = string | { text: string; sort?: number | string; marks?: Cell["marks"] };

/** `columns` are [title, kind]; cells may be bare texts. */
export function tableOf(id: string, title: string, columns: [string, Kind][], rows: Plain[][]): Table {
  return {
    id,
    title,
    columns: columns.map(([head, kind], place) => ({ key: String(place), title: head, kind })),
    rows: rows.map((row) => row.map((cell): Cell => (typeof cell === "string" ? { text: cell } : (cell as Cell)))),
    notes: [],
  };
}

/** A cell that shows one thing and sorts by another. */
export const by = (text: string, sort: number | string | null): Plain => (sort === null ? text : { text, sort });
