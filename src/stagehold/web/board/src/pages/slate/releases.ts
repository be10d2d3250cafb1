/** Releases by month and market, from titles as the portfolio states them; a coarse date stays coarse. */

import type { RecordOf } from "../frame/names.svelte.ts";

export interface Release {
  id: string;
  name: unknown;
  market: string;
  kind: string;
  /** As stated (EDTF). */
  stated: string;
  year: string;
  /** 2027-03, or "" where the month is not stated. */
  month: string;
  /** The day of the month, or "". */
  day: string;
  /** Announced, occurred …; "" where nothing is said. */
  status: string;
}

export interface Wanted {
  [field: string]: string | undefined;
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** Reads the beginning of an EDTF date; an interval counts by its start. */
export function readRelease(title: RecordOf): Release {
  const stated = text(title.release);
  const start = stated.split("/")[0] ?? "";
  const [, year = "", month = "", day = ""] = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?/.exec(start) ?? [];
  return {
    id: title.id,
    name: title.name,
    market: text(title.market),
    kind: text(title.kind),
    stated,
    year,
    month: month === "" ? "" : `${year}-${month}`,
    day,
    status: text(title.release_status) || text(title.status),
  };
}

/** The releases that fit, in order: by month, those of a year without a month after its months, then by name of market. */
export function releasesOf(titles: RecordOf[], wanted: Wanted): Release[] {
  const fits = (title: RecordOf): boolean =>
    ["market", "kind", "sourcing", "format"].every((field) => !wanted[field] || title[field] === wanted[field]);
  const key = (item: Release): string => `${item.year || "9999"}-${item.month.slice(5) || "99"}-${item.day || "99"}`;
  return titles
    .filter(fits)
    .map(readRelease)
    .filter((item) => !wanted.year || item.year === wanted.year)
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

export interface Month {
  key: string;
  year: string;
  month: string;
  markets: { market: string; releases: Release[] }[];
}

/** The same, a block a month, in each the markets. */
export function monthsOf(releases: Release[]): Month[] {
  const months = new Map<string, Month>();
  for (const release of releases) {
    const key = release.month || release.year || "none";
    let month = months.get(key);
    if (month === undefined) months.set(key, (month = { key, year: release.year, month: release.month, markets: [] }));
    let market = month.markets.find((item) => item.market === release.market);
    if (market === undefined) month.markets.push((market = { market: release.market, releases: [] }));
    market.releases.push(release);
  }
  return [...months.values()];
}
