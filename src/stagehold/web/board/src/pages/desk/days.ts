/** Days as people type them, with their last day, and as the server takes them: half-open. */

import { dayOf, textOf } from "../../days.ts";

/** The last day of a half-open range. */
export const lastDay = (end: string): string => textOf(dayOf(end) - 1);

/** The half-open end of a range with that last day. */
export const endAfter = (last: string): string => textOf(dayOf(last) + 1);
