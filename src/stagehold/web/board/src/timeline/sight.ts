/** What of time is in sight: the day at the left edge and how wide a day is. Days may have fractions here. */

export interface Sight {
  /** Day at the left edge. */
  from: number;
  /** Pixels of a day. */
  scale: number;
  /** Pixels in all. */
  width: number;
}

export interface Extent {
  first: number;
  /** The day after the last. */
  last: number;
}

export const MOST_SCALE = 160;
const MARGIN = 0.06; // of the window, beyond the first and last day

export const xOf = (sight: Sight, day: number): number => (day - sight.from) * sight.scale;
export const dayAt = (sight: Sight, x: number): number => sight.from + x / sight.scale;
export const lastIn = (sight: Sight): number => sight.from + sight.width / sight.scale;

/** The smallest scale: everything in sight, with some room. */
export const leastScale = (width: number, extent: Extent): number => width / (Math.max(30, extent.last - extent.first) * 1.15);

/** The same, kept within what there is to see. */
export function kept(sight: Sight, extent: Extent): Sight {
  const scale = Math.min(MOST_SCALE, Math.max(leastScale(sight.width, extent), sight.scale));
  const days = sight.width / scale;
  const least = extent.first - days * MARGIN;
  const most = extent.last - days * (1 - MARGIN);
  const from = most < least ? (least + most) / 2 : Math.min(most, Math.max(least, sight.from));
  return { from, scale, width: sight.width };
}

/** Nearer or farther by a factor, the day under x staying where it is. */
export function zoomed(sight: Sight, factor: number, x: number, extent: Extent): Sight {
  const least = leastScale(sight.width, extent);
  const scale = Math.min(MOST_SCALE, Math.max(least, sight.scale * factor));
  return kept({ ...sight, scale, from: dayAt(sight, x) - x / scale }, extent);
}

/** Moved by pixels: positive shows later days. */
export const panned = (sight: Sight, pixels: number, extent: Extent): Sight =>
  kept({ ...sight, from: sight.from + pixels / sight.scale }, extent);

/** Just these days. */
export function fitted(width: number, start: number, end: number, extent: Extent): Sight {
  return kept({ from: start, scale: width / Math.max(1, end - start), width }, extent);
}

/** With that day in the middle. */
export const centred = (sight: Sight, day: number, extent: Extent): Sight =>
  kept({ ...sight, from: day - sight.width / sight.scale / 2 }, extent);

/** The least movement after which the days are in sight, with some room. */
export function revealed(sight: Sight, start: number, end: number, extent: Extent): Sight {
  const days = sight.width / sight.scale;
  const room = days * 0.06;
  if (start >= sight.from + room && end <= sight.from + days - room) return sight;
  if (end - start >= days - 2 * room || start < sight.from + room) return kept({ ...sight, from: start - room }, extent);
  return kept({ ...sight, from: end + room - days }, extent);
}
