/** What publishing a plan would do at the desk: each placement beside what stands for its production and need now. */

import type { Placement } from "../../types.ts";
import type { Booking, Line } from "../frame/shapes.ts";

export type What = "new" | "moved" | "same" | "confirmed";

export interface Change {
  production: string;
  need: string;
  what: What;
  before: { spaces: string[]; start: string; end: string } | null;
  after: { spaces: string[]; start: string; end: string };
}

const key = (production: string | null, need: string | null): string => `${production ?? ""}\n${need ?? ""}`;

function standing(lines: Line[]): { spaces: string[]; start: string; end: string; confirmed: boolean } | null {
  const there = lines.filter((line) => line.state === "hold" || line.state === "confirmed");
  if (there.length === 0) return null;
  return {
    spaces: [...new Set(there.map((line) => line.space))].sort(),
    start: there.map((line) => line.start).sort()[0] ?? "",
    end: there.map((line) => line.end).sort().at(-1) ?? "",
    confirmed: there.some((line) => line.state === "confirmed"),
  };
}

export function changesOf(placements: Placement[], bookings: Booking[]): Change[] {
  const now = new Map<string, ReturnType<typeof standing>>();
  for (const booking of bookings) {
    const found = standing(booking.lines);
    if (booking.production !== null && found !== null) now.set(key(booking.production, booking.need), found);
  }
  return placements.map((placement): Change => {
    const after = { spaces: placement.stages.flatMap((stage) => stage.split("+")).sort(), start: placement.start, end: placement.end };
    const found = now.get(key(placement.production, placement.need)) ?? null;
    const before = found === null ? null : { spaces: found.spaces, start: found.start, end: found.end };
    const same = before !== null && before.start === after.start && before.end === after.end && before.spaces.join() === after.spaces.join();
    const what: What = found === null ? "new" : found.confirmed ? "confirmed" : same ? "same" : "moved";
    return { production: placement.production, need: placement.need, what, before, after };
  });
}
