/** Days, moments, numbers and money as the reader's language writes them. */

import { dateOf, dayOf } from "./days.ts";
import { daysText, formatter } from "./parts/dates.ts";
import { words } from "./words.svelte.ts";

/** Making a formatter takes far longer than using one. */
const dated = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => formatter(JSON.stringify(options), options);

const DAY: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" };

/** A day given as a number or as 2027-01-05. */
export function day(value: number | string): string {
  const date = typeof value === "number" ? dateOf(value) : new Date(`${value}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? String(value) : dated(DAY).format(date);
}

/** Half-open days with their last day, as people say them. */
export function days(start: string, end: string): string {
  const [first, after] = [dayOf(start), dayOf(end)];
  if (Number.isNaN(first) || Number.isNaN(after) || after <= first) return `${day(start)} – ${day(end)}`;
  return daysText(first, after);
}

/** A month, as "March 2027", of a day 2027-03-05. */
export function month(text: string): string {
  return dated({ timeZone: "UTC", year: "numeric", month: "long" }).format(new Date(`${text.slice(0, 7)}-01T00:00:00Z`));
}

/** A date as a source states it: a day, a month, or what else it says. */
export function stated(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(text)) return day(text);
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? month(text) : text;
}

/** A moment in a zone, with the zone's name; in the reader's own zone where none is given. */
export function moment(text: string, zone?: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    ...(zone === undefined ? {} : { timeZone: zone }),
  };
  return dated(options).format(date);
}

/** How long until a moment, or since: "in 3 hours". */
export function away(text: string, now: number = Date.now()): string {
  const seconds = (Date.parse(text) - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(words.language, { numeric: "auto" });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(Math.trunc(seconds), "second");
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(words.language, { maximumFractionDigits: digits }).format(value);
}

export function percent(value: number): string {
  return new Intl.NumberFormat(words.language, { style: "percent", maximumFractionDigits: 1 }).format(value);
}

/** An amount as the server writes it, with its currency; the digits of the server stay. */
export function money(amount: string, currency: string | null): string {
  const value = Number(amount);
  if (!Number.isFinite(value)) return amount;
  if (currency === null) return new Intl.NumberFormat(words.language).format(value);
  try {
    return new Intl.NumberFormat(words.language, { style: "currency", currency }).format(value);
  } catch {
    return `${amount} ${currency}`;
  }
}

/** A country by its code, in the reader's language. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames(words.language, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
