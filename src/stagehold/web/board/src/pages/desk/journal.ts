/** Pages of the journal, and what an event changed, in words. The server gives events in order; here the latest stands first. */

import { read } from "../../api.ts";
import { t, term } from "../../words.svelte.ts";
import { known } from "../frame/names.svelte.ts";
import type { Event } from "../frame/shapes.ts";

const PAGE = 100;

export interface Journal {
  events: Event[];
  /** Events up to this number are older; null at the beginning of the journal. */
  older: number | null;
  /** Of a record: the number to go on after. */
  next: number | null;
}

interface Given {
  events: Event[];
  next: number | null;
}

/** The events before a number, or the last ones. */
export async function latest(before: number | undefined, signal: AbortSignal): Promise<Journal> {
  const end = before ?? (await read<{ number: number }>("/portfolio", {}, signal)).number + 1;
  const after = Math.max(0, end - PAGE - 1);
  const given = await read<Given>("/journal", { after, limit: PAGE }, signal);
  return { events: given.events.filter((event) => event.number < end).toReversed(), older: after > 0 ? after + 1 : null, next: null };
}

export async function ofRecord(record: string, after: number, signal: AbortSignal): Promise<Journal> {
  const given = await read<Given>("/journal", { record, after, limit: PAGE }, signal);
  return { events: given.events.toReversed(), older: null, next: given.next };
}

/** Records by name where few changed, else how many of which kind. */
export function changedWords(event: Event): string {
  const kinds = new Map<string, string[]>();
  for (const change of event.changes) {
    const kind = change.put ?? change.drop ?? "";
    const record = change.record ?? {};
    const id = typeof record.id === "string" ? record.id : (change.id ?? "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), kind === "line" && typeof record.space === "string" ? known.space(record.space) : id]);
  }
  return [...kinds]
    .map(([kind, ids]) => (ids.length <= 3 ? t("journal.named", { kind: term("record", kind), names: ids.join(t("bar.comma")) }) : t("journal.number-of", { kind: term("record", kind), n: ids.length })))
    .join("; ");
}
