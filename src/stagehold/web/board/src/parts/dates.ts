/** Days and moments as the reader writes them. On screen a range names its last day; inside it is half-open. */

import { dateOf } from "../days.ts";
import { words, type Language } from "../words.svelte.ts";

type Form = "day" | "short" | "month" | "weekday" | "year";
const OPTIONS: Record<Form, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  year: { year: "numeric" },
};
// The day first and months of three letters ("5 Sep 2027"), as the server writes its reports: on both sides of the Atlantic
// nobody takes the month for the day. Of the locales of English this is the one that writes so.
const LOCALES: Record<Language, string> = { en: "en-AE", ja: "ja", ko: "ko" };
const made = new Map<string, Intl.DateTimeFormat>();

/** A formatter is dear to make and cheap to keep. */
export function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${words.language} ${name}`;
  let found = made.get(key);
  if (found === undefined) made.set(key, (found = new Intl.DateTimeFormat(LOCALES[words.language], options)));
  return found;
}

/** One day. */
export const dayText = (day: number, form: Form = "day"): string =>
  formatter(form, { ...OPTIONS[form], timeZone: "UTC" }).format(dateOf(day));

/** Half-open days as first and last day. */
export function daysText(start: number, end: number): string {
  const format = formatter("day", { ...OPTIONS.day, timeZone: "UTC" });
  const [first, last] = [dateOf(start), dateOf(end - 1)];
  if (end - start <= 1) return format.format(first);
  // Browsers write Japanese ranges with slashes, beside days that are written with their signs.
  if (words.language !== "ja") return format.formatRange(first, last);
  const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
  return `${format.format(first)}〜${sameYear ? formatter("month-day", { month: "long", day: "numeric", timeZone: "UTC" }).format(last) : format.format(last)}`;
}

/** A moment in a time zone, with the zone's short name. */
export const momentText = (moment: string, zone: string): string =>
  formatter(`moment ${zone}`, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(moment));
