/** The days of leases on which somebody must do or know something, as stated (EDTF): a coarse one stays coarse. */

import type { RecordOf } from "../frame/names.svelte.ts";

export type DateKind = "signed" | "access" | "start" | "rent-from" | "notice" | "option" | "break" | "end";

export interface KeyDate {
  lease: string;
  kind: DateKind;
  stated: string;
  /** Sorts: the first day it may be. */
  first: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The first day that an EDTF date may be; "" where it names no year. */
export function firstDay(stated: string): string {
  const found = /^(\d{3}[\dX])(?:-(\d{2}))?(?:-(\d{2}))?/.exec(stated);
  if (found === null) return "";
  const month = Number(found[2] ?? "01");
  return `${(found[1] ?? "").replace("X", "0")}-${month <= 12 ? (found[2] ?? "01") : "01"}-${found[3] ?? "01"}`;
}

interface Option {
  kind?: unknown;
  from?: unknown;
  notice_by?: unknown;
}

export function keyDatesOf(lease: RecordOf): KeyDate[] {
  const found: [DateKind, string][] = [];
  const [start = "", end = ""] = text(lease.term).split("/");
  found.push(["signed", text(lease.signed)], ["access", text(lease.access)], ["start", start], ["rent-from", text(lease.rent_from)]);
  for (const option of Array.isArray(lease.options) ? (lease.options as Option[]) : []) {
    found.push(["notice", text(option.notice_by)], [option.kind === "break" ? "break" : "option", text(option.from)]);
  }
  found.push(["end", end]);
  return found
    .map(([kind, stated]) => ({ lease: lease.id, kind, stated, first: firstDay(stated) }))
    .filter((date) => date.first !== "");
}

/** Of all leases in order, a block a year. */
export function yearsOf(leases: RecordOf[]): { year: string; dates: KeyDate[] }[] {
  const all = leases.flatMap(keyDatesOf).sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const years = new Map<string, KeyDate[]>();
  for (const date of all) {
    const year = date.first.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), date]);
  }
  return [...years].map(([year, dates]) => ({ year, dates }));
}
