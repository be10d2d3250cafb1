/** What stands in the address of the timeline, so that a link reopens the same days and the same rows. */

import { dayOf, textOf, todayIn } from "../days.ts";
import { fitted, lastIn, type Extent, type Sight } from "./sight.ts";
import type { Studio } from "../types.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTHS_BEFORE = 62; // days of the past at first
const PHONE = 600;

/** Days to begin with: those of the address, else a year and two months around today. */
export function firstSight(query: Record<string, string>, width: number, today: number, extent: Extent): Sight {
  const { from = "", to = "" } = query;
  if (DAY.test(from) && DAY.test(to) && dayOf(to) > dayOf(from)) return fitted(width, dayOf(from), dayOf(to) + 1, extent);
  const days = width < PHONE ? 120 : 425;
  const start = Math.max(extent.first - 14, today - (width < PHONE ? 14 : MONTHS_BEFORE));
  return fitted(width, start, start + days, extent);
}

export const addressOf = (sight: Sight): { from: string; to: string } => ({
  from: textOf(Math.floor(sight.from + 1e-6)),
  to: textOf(Math.max(Math.floor(sight.from) + 1, Math.round(lastIn(sight)) - 1)),
});

/** Now at each studio, as a day with its fraction. */
export function nowAt(studios: Studio[], now: Date): Map<string, number> {
  const zones = new Map<string, number>();
  return new Map(
    studios.map((studio) => {
      const zone = studio.time_zone || "UTC";
      let at = zones.get(zone);
      if (at === undefined) zones.set(zone, (at = todayIn(zone, now) + partOfDay(zone, now)));
      return [studio.id, at];
    }),
  );
}

function partOfDay(zone: string, now: Date): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(now);
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return (value("hour") * 60 + value("minute")) / 1440;
}
