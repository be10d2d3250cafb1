/** What an event of the journal touches: some stages, or more than that. */

import type { Board } from "./types.ts";

export interface Change {
  put?: string;
  record?: Record<string, unknown>;
  drop?: string;
  id?: string;
}

export interface DeskEvent {
  number: number;
  at: string;
  by: string;
  what: string;
  studio: string | null;
  made: string[];
  changes: Change[];
}

export interface Touched {
  spaces: Set<string>;
  /** Facts have changed, or it is not clear which stages: everything is read again. */
  all: boolean;
}

/** The stages on which something changes by an event, those where a line was before it too. */
export function touchedBy(event: DeskEvent, board: Board): Touched {
  const touched: Touched = { spaces: new Set(), all: false };
  for (const change of event.changes) {
    const kind = change.put ?? change.drop ?? "";
    const id = String(change.record?.id ?? change.id ?? "");
    if (kind === "line") {
      addLine(touched, board, id);
      if (typeof change.record?.space === "string") touched.spaces.add(change.record.space);
    } else if (kind === "booking") addBooking(touched, board, id);
    else if (kind === "challenge") addChallenge(touched, board, id, change.record);
    else if (kind === "closure") addClosure(touched, board, id, change.record);
    else if (kind !== "notice") touched.all = true;
  }
  return touched;
}

function addLine(touched: Touched, board: Board, id: string): void {
  const at = board.lines.id.indexOf(id);
  const space = at < 0 ? undefined : board.lines.space[at];
  if (space !== undefined) touched.spaces.add(space);
}

function addBooking(touched: Touched, board: Board, id: string): void {
  board.lines.booking.forEach((booking, i) => {
    if (booking === id) touched.spaces.add(board.lines.space[i] ?? "");
  });
}

function addChallenge(touched: Touched, board: Board, id: string, record: Record<string, unknown> | undefined): void {
  const known = board.challenges.find((item) => item.id === id);
  for (const days of known?.days ?? []) touched.spaces.add(days.space);
  const given = record?.days;
  if (Array.isArray(given)) for (const days of given as { space?: unknown }[]) if (typeof days.space === "string") touched.spaces.add(days.space);
}

function addClosure(touched: Touched, board: Board, id: string, record: Record<string, unknown> | undefined): void {
  const known = board.closures.find((item) => item.id === id);
  if (known !== undefined) touched.spaces.add(known.space);
  if (typeof record?.space === "string") touched.spaces.add(record.space);
}
