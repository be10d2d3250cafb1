/** The two canvases of the timeline: their size, pens and letters, and one frame of them. */

import { dateOf } from "../days.ts";
import { formatter } from "../parts/dates.ts";
import { t } from "../words.svelte.ts";
import { coloursNow, type Colours } from "./colours.ts";
import { Lettering } from "./lettering.ts";
import { paint, paintDays, type Scene } from "./paint.ts";
import type { Sight } from "./sight.ts";
import { ticksFor, type Unit } from "./ticks.ts";

export type Given = Omit<Scene, "major" | "minor" | "weekends">;

export class Drawing {
  private colours: Colours | null = null;
  private pen: CanvasRenderingContext2D | null = null;
  private readonly letters = new Lettering((text, font) => {
    if (this.pen === null) return text.length * 7;
    this.pen.font = font;
    return this.pen.measureText(text).width;
  });

  /** Colours and fonts are read anew: theme or language have changed. */
  fresh(): void {
    this.colours = null;
  }

  frame(rows: HTMLCanvasElement, days: HTMLCanvasElement, daysHeight: number, given: Given, now: number | null): void {
    const { sight, height } = given;
    const pen = sized(rows, sight.width, height);
    const dayPen = sized(days, sight.width, daysHeight);
    if (pen === null || dayPen === null) return;
    this.pen = pen;
    const colours = (this.colours ??= coloursNow(pen));
    const ticks = ticksFor(sight, (unit, day, form) => dayName(sight, unit, day, form), (text) => this.letters.width(text, colours.small));
    const scene: Scene = { ...given, major: ticks.major, minor: ticks.minor, weekends: ticks.unit === "day" };
    paint(pen, scene, colours, this.letters);
    paintDays(dayPen, scene, now, daysHeight, colours, this.letters);
  }
}

function sized(target: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  const pen = target.getContext("2d", { alpha: false });
  if (target.width !== w || target.height !== h) {
    target.width = w;
    target.height = h;
    target.style.width = `${width}px`;
    target.style.height = `${height}px`;
  }
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}

const UTC = { timeZone: "UTC" } as const;

/** A day at the top in the reader's language; the second form is the short one. */
function dayName(sight: Sight, unit: Unit, day: number, form: number): string {
  const date = dateOf(day);
  switch (unit) {
    case "day":
      return form === 0 ? formatter("wd", { ...UTC, weekday: "short", day: "numeric" }).format(date) : String(date.getUTCDate());
    case "week":
      return form === 0 ? formatter("dm", { ...UTC, day: "numeric", month: "short" }).format(date) : String(date.getUTCDate());
    case "month":
      if (sight.scale >= 4.2) return formatter("my", { ...UTC, month: "long", year: "numeric" }).format(date);
      return formatter(`m${form}`, { ...UTC, month: form === 0 ? "short" : "narrow" }).format(date);
    case "quarter":
      return t("ticks.quarter", { n: Math.floor(date.getUTCMonth() / 3) + 1 });
    case "decade":
      return t("ticks.decade", { year: Math.floor(date.getUTCFullYear() / 10) * 10 });
    default:
      return formatter("y", { ...UTC, year: "numeric" }).format(date);
  }
}
