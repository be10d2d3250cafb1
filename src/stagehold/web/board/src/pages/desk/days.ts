/** Days as people type them, with their last day, and as the server takes them: half-open. */

import { dayOf, textOf } from "../../days.ts";

/** The last day of a half-open range. */
export const lastDay = (end: string): string => textOf(dayOf(end) - 1);

/** The half-open end of a range with that last day. */
export const endAfter = (last: string): string => textOf(dayOf(last) + 1);

const AROUND = 30;

/** The place of the timeline that shows days of a space with what lies around them. */
export const onTimeline = (space: string, start: string, end: string) => ({
  page: "timeline",
  query: { from: textOf(dayOf(start) - AROUND), to: textOf(dayOf(end) - 1 + AROUND), at: `space/${space}` },
});
