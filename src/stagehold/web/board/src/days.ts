/** Days as whole numbers since 1 January 1970, ranges half-open; no clock and no time zone is involved. */

const MS = 86_400_000;

/** The number of a day written as 2027-01-05. */
export function dayOf(text: string): number {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / MS);
}

/** A day as 2027-01-05. */
export function textOf(day: number): string {
  return dateOf(day).toISOString().slice(0, 10);
}

/** Midnight UTC of a day, for Intl with timeZone "UTC". */
export function dateOf(day: number): Date {
  return new Date(day * MS);
}

/** Today in a time zone. */
export function todayIn(zone: string, now: Date = new Date()): number {
  return dayOf(new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(now));
}
