/** Which days and rows are in sight, and how one gets elsewhere. The address follows once the view rests. */

import { route } from "../route.svelte.ts";
import { indexAt, rowsIn, type Row } from "./rows.ts";
import type { Shown } from "./shown.svelte.ts";
import { centred, fitted, kept, panned, revealed, zoomed, type Sight } from "./sight.ts";
import { addressOf, firstSight } from "./view.ts";

const SETTLE = 130; // milliseconds after which the elements of the bars follow

export class Camera {
  sight: Sight = { from: 0, scale: 1, width: 0 };
  /** Where the elements of the bars are, and for which rows they are there. */
  resting: Sight = $state.raw({ from: 0, scale: 1, width: 0 });
  settled: [number, number] = $state.raw([0, 0]);
  begun = $state(false);
  scroller: HTMLElement | undefined = $state();
  height = $state(0);
  private readonly shown: Shown;
  private readonly draw: () => void;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private written = { from: "", to: "" };

  constructor(shown: Shown, draw: () => void) {
    this.shown = shown;
    this.draw = draw;
  }

  get scroll(): number {
    return this.scroller?.scrollTop ?? 0;
  }

  look(next: Sight): void {
    this.sight = next;
    this.draw();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLE);
  }

  /** Of another width, the first day where it was. */
  widen(width: number): void {
    if (this.sight.width !== width) this.sight = kept({ ...this.sight, width }, this.shown.extent);
  }

  /** The elements of the bars go where the bars are drawn now. */
  follow(): void {
    this.resting = this.sight;
    this.settled = rowsIn(this.shown.rows, this.scroll, this.height);
  }

  private settle(): void {
    this.follow();
    this.written = addressOf(this.sight);
    const top = this.shown.rows[indexAt(this.shown.rows, this.scroll)];
    if (route.place.page === "timeline") route.keep({ ...this.written, at: this.scroll > 0 && top !== undefined ? top.key : "" });
  }

  /** The days of the address, at first and when somebody opens another one; true at first. */
  open(query: Record<string, string>, width: number): boolean {
    const { from, to } = query;
    if (this.begun && (from === undefined || (from === this.written.from && to === this.written.to))) return false;
    const first = !this.begun;
    this.begun = true;
    this.look(firstSight(query, width, this.shown.today, this.shown.extent));
    this.follow();
    return first;
  }

  rest(): void {
    clearTimeout(this.settling);
  }

  pan(pixels: number, from: Sight = this.sight): void {
    this.look(panned(from, pixels, this.shown.extent));
  }
  panBy(screens: number): void {
    this.pan(screens * this.sight.width);
  }
  zoom(factor: number, x: number = this.sight.width / 2, from: Sight = this.sight): void {
    this.look(zoomed(from, factor, x, this.shown.extent));
  }
  toToday(): void {
    this.look(centred(this.sight, this.shown.today, this.shown.extent));
  }
  toFirst(): void {
    this.look(kept({ ...this.sight, from: this.shown.extent.first }, this.shown.extent));
  }
  toLast(): void {
    this.look(kept({ ...this.sight, from: this.shown.extent.last - this.sight.width / this.sight.scale }, this.shown.extent));
  }
  all(): void {
    this.look(fitted(this.sight.width, this.shown.extent.first, this.shown.extent.last, this.shown.extent));
  }
  reveal(start: number, end: number): void {
    this.look(revealed(this.sight, start, end, this.shown.extent));
  }

  scrollBy(pixels: number): void {
    if (this.scroller !== undefined) this.scroller.scrollTop += pixels;
  }
  scrollTo(key: string): void {
    const row = this.shown.row(key);
    if (row !== null && this.scroller !== undefined) this.scroller.scrollTop = row.top;
  }
  revealRow(row: Row): void {
    if (this.scroller === undefined) return;
    if (row.top < this.scroll) this.scroller.scrollTop = row.top;
    else if (row.top + row.height > this.scroll + this.height) this.scroller.scrollTop = row.top + row.height - this.height;
  }
}
