/** Mouse, pen and fingers on the timeline: panning, zooming, picking, and pieces that are carried. */

import { session } from "../session.svelte.ts";
import { t } from "../words.svelte.ts";
import type { Bar } from "./bars.ts";
import type { Camera } from "./camera.svelte.ts";
import { begun, lifted, placing } from "./drag.ts";
import { draft } from "./draft.svelte.ts";
import { hand } from "./hand.svelte.ts";
import { hitAt, type Hit } from "./hit.ts";
import type { Shown } from "./shown.svelte.ts";
import { dayAt, zoomed, type Sight } from "./sight.ts";
import { drawnAlong, movedAlong } from "./stay.ts";

const STIR = 4; // pixels before a press becomes a drag
const LONG = 450; // milliseconds of a long press
const BORDER = 36; // pixels at the edge at which a drag moves the view

interface Point {
  x: number;
  y: number;
}
interface Press extends Point {
  id: number;
  hit: Hit;
  pan: boolean;
  sight: Sight;
  scroll: number;
  stirred: boolean;
  /** With Shift one phase is moved alone. */
  alone: boolean;
}
interface Pinch {
  a: number;
  b: number;
  distance: number;
  middle: number;
  sight: Sight;
}

export interface Deeds {
  pick: (hit: Hit) => void;
  drop: () => void;
}

/** Whether the reader may move a bar. */
export function mayMove(bar: Bar, shown: Shown): boolean {
  if (bar.kind === "plan") return draft.on && session.may("make-plans");
  return bar.line !== null && session.may("act-on-bookings", shown.stock?.spaces.get(bar.space)?.studio);
}

/** What goes along with a bar in the hand. */
export function alongWith(bar: Bar, mode: "move" | "one" | "start" | "end", shown: Shown): Bar[] {
  if (mode === "one" || shown.stock === null) return [];
  return mode === "move" ? movedAlong(shown.stock, bar) : drawnAlong(shown.stock, bar);
}

export class Pointing {
  cursor = $state("");
  spaceDown = false;
  canvas: HTMLElement | undefined;
  private readonly shown: Shown;
  private readonly camera: Camera;
  private readonly deeds: Deeds;
  private press: Press | null = null;
  private pinch: Pinch | null = null;
  private readonly fingers = new Map<number, Point>();
  private long: ReturnType<typeof setTimeout> | undefined;
  private at: Point = { x: 0, y: 0 };
  private drifting = 0;

  constructor(shown: Shown, camera: Camera, deeds: Deeds) {
    this.shown = shown;
    this.camera = camera;
    this.deeds = deeds;
  }

  private local(event: { clientX: number; clientY: number }): Point {
    const box = this.canvas?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }
  private hit(x: number, y: number): Hit {
    return hitAt(this.shown.rows, this.shown.barsOf, this.camera.sight, x, y + this.camera.scroll);
  }
  private mayHold(space: string): boolean {
    return session.may("place-holds", this.shown.stock?.spaces.get(space)?.studio);
  }

  /** Nothing is pressed any more; what was in the hand is where it was. */
  letGo(): void {
    this.press = null;
    hand.place(null);
  }

  wheel = (event: WheelEvent): void => {
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.camera.zoom(Math.exp((-event.deltaY * lines) / 320), Math.max(0, this.local(event).x));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.camera.pan((event.deltaX || event.deltaY) * lines);
    }
  };

  down = (event: PointerEvent): void => {
    const { x, y } = this.local(event);
    if (x < 0 || (event.button !== 0 && event.button !== 1)) return;
    const touch = event.pointerType === "touch";
    if (touch) {
      this.fingers.set(event.pointerId, { x, y });
      if (this.fingers.size === 2) return this.beginPinch();
    }
    this.begin(event, x, y, event.button === 1 || this.spaceDown || touch);
    if (event.button === 1) event.preventDefault();
    if (touch) {
      clearTimeout(this.long);
      this.long = setTimeout(() => this.longPress(), LONG);
    }
    const row = this.press?.hit.row;
    if (hand.placing !== null && row?.kind === "space") this.takeNeed(row.id, this.press?.hit.day ?? 0);
  };

  private begin(event: PointerEvent, x: number, y: number, pan: boolean): void {
    this.at = { x, y };
    this.press = { id: event.pointerId, x, y, hit: this.hit(x, y), pan, sight: this.camera.sight, scroll: this.camera.scroll, stirred: false, alone: event.shiftKey };
  }

  /** The days at the top are only ever dragged. */
  downOnDays = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    this.begin(event, this.local(event).x, -1, true);
  };

  private longPress(): void {
    if (this.press === null || this.press.stirred) return;
    this.press.pan = false;
    this.takeUp(this.press);
  }

  /** The press has become a drag: of a bar, of empty days, or of the view. */
  private takeUp(from: Press): void {
    const { bar, row, day, part } = from.hit;
    if (from.pan || hand.piece !== null) return;
    if (bar !== null && mayMove(bar, this.shown)) this.lift(bar, bar.kind === "plan" || part === "body" ? "move" : part, day, from.alone);
    else if (bar === null && row?.kind === "space" && this.mayHold(row.id)) hand.take(begun(row.id, day, t("hold.new")), false);
    else from.pan = true;
  }

  private lift(bar: Bar, mode: "move" | "start" | "end", day: number, alone: boolean): void {
    hand.take(lifted(bar, mode, day, alongWith(bar, alone ? "one" : mode, this.shown)), false);
  }

  private takeNeed(space: string, day: number): void {
    const wanted = hand.placing;
    if (wanted !== null && this.shown.stock !== null)
      hand.take(placing(wanted.length, space, day, this.shown.stock.productionName(wanted.production)), false);
  }

  move = (event: PointerEvent): void => {
    const { x, y } = this.local(event);
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, { x, y });
    if (this.pinch !== null) return this.pinching(this.pinch);
    this.at = { x, y };
    const press = this.press;
    if (press === null || press.id !== event.pointerId) return this.hover(event, x, y);
    if (!press.stirred && Math.hypot(x - press.x, y - press.y) < STIR) return;
    if (!press.stirred) this.stir(press, event.pointerId);
    if (hand.piece !== null) {
      this.carry();
      this.drift();
    } else if (press.pan) {
      this.camera.pan(press.x - x, press.sight);
      const scroller = this.camera.scroller;
      if (event.pointerType !== "touch" && press.y >= 0 && scroller !== undefined) scroller.scrollTop = press.scroll + press.y - y;
    }
  };

  private stir(press: Press, pointer: number): void {
    press.stirred = true;
    clearTimeout(this.long);
    try {
      if (press.y >= 0) this.camera.scroller?.setPointerCapture(pointer);
    } catch {
      // The pointer may be gone already.
    }
    this.takeUp(press);
  }

  private hover(event: PointerEvent, x: number, y: number): void {
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const hit = x < 0 ? null : this.hit(x, y);
    if (hand.placing !== null) {
      if (hit?.row?.kind !== "space") return;
      if (hand.piece === null) this.takeNeed(hit.row.id, hit.day);
      else this.carry();
      return;
    }
    this.cursor = this.spaceDown ? "grab" : this.cursorOver(hit);
  }

  private cursorOver(hit: Hit | null): string {
    if (hit === null) return "";
    if (hit.bar === null) return hit.row?.kind === "space" && this.mayHold(hit.row.id) ? "cell" : "";
    if (!mayMove(hit.bar, this.shown)) return "pointer";
    return hit.part === "body" || hit.bar.kind === "plan" ? "grab" : "ew-resize";
  }

  private carry(): void {
    const x = Math.min(Math.max(this.at.x, 0), this.camera.sight.width);
    const { row } = this.hit(x, this.at.y);
    hand.to(dayAt(this.camera.sight, x), row?.kind === "space" ? row.id : null, this.at.x, this.at.y);
  }

  /** Near an edge the view moves under the piece. */
  private drift(): void {
    if (this.drifting !== 0) return;
    const step = (): void => {
      this.drifting = 0;
      if (hand.piece === null || this.press === null) return;
      const dx = this.at.x < BORDER ? -10 : this.at.x > this.camera.sight.width - BORDER ? 10 : 0;
      const dy = this.at.y < BORDER ? -8 : this.at.y > this.camera.height - BORDER ? 8 : 0;
      if (dx === 0 && dy === 0) return;
      if (dx !== 0) this.camera.pan(dx);
      if (dy !== 0) this.camera.scrollBy(dy);
      this.carry();
      this.drifting = requestAnimationFrame(step);
    };
    this.drifting = requestAnimationFrame(step);
  }

  private beginPinch(): void {
    clearTimeout(this.long);
    hand.drop();
    this.press = null;
    const [first, second] = [...this.fingers.entries()];
    if (first === undefined || second === undefined) return;
    const [[a, one], [b, two]] = [first, second];
    this.pinch = { a, b, distance: Math.max(20, Math.hypot(one.x - two.x, one.y - two.y)), middle: (one.x + two.x) / 2, sight: this.camera.sight };
  }

  private pinching(from: Pinch): void {
    const [one, two] = [this.fingers.get(from.a), this.fingers.get(from.b)];
    if (one === undefined || two === undefined) return;
    const near = zoomed(from.sight, Math.hypot(one.x - two.x, one.y - two.y) / from.distance, from.middle, this.shown.extent);
    this.camera.pan(from.middle - (one.x + two.x) / 2, near);
  }

  up = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
    clearTimeout(this.long);
    if (this.pinch !== null) {
      if (this.fingers.size < 2) this.pinch = null;
      return;
    }
    const was = this.press;
    if (was === null || was.id !== event.pointerId) return;
    this.press = null;
    if (hand.piece !== null && (was.stirred || hand.placing !== null || event.pointerType === "touch")) this.deeds.drop();
    else if (!was.stirred && was.y >= 0 && event.button === 0) this.deeds.pick(was.hit);
  };

  cancel = (event: PointerEvent): void => {
    this.fingers.delete(event.pointerId);
    clearTimeout(this.long);
    if (this.fingers.size < 2) this.pinch = null;
    if (this.press?.id !== event.pointerId) return;
    this.press = null;
    hand.drop();
  };

  leave = (): void => {
    this.cursor = "";
  };
}
