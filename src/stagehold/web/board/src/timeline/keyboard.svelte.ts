/** The keyboard on the timeline: the view, from bar to bar, a bar in the hand. */

import { tick } from "svelte";

import { session } from "../session.svelte.ts";
import { toasts } from "../shell/toasts.svelte.ts";
import { t } from "../words.svelte.ts";
import type { Bar } from "./bars.ts";
import type { Camera } from "./camera.svelte.ts";
import { desk } from "./desk.svelte.ts";
import { lifted } from "./drag.ts";
import { hand } from "./hand.svelte.ts";
import { beside, nearest } from "./hit.ts";
import { commandOf, type Command, type Mode } from "./keys.ts";
import { alongWith, mayMove } from "./pointing.svelte.ts";
import type { Row } from "./rows.ts";
import { barText, judgementText } from "./sentences.ts";
import type { Shown } from "./shown.svelte.ts";

/** What is lifted: a bar with what goes along, one bar of a stay, or the end of a bar. */
export type Lift = "move" | "one" | "end";

export interface KeyDeeds {
  drop: () => void;
  /** Opens what is known of a bar or a stage, or folds a group. */
  open: (row: Row | null, bar: Bar | null) => void;
  hold: (row: Row | null) => void;
  leave: () => void;
  select: (key: string) => void;
  letGo: () => void;
  draw: () => void;
  space: (down: boolean) => void;
}

export class Keyboard {
  /** The row, and the bar in it, that Tab leads to. */
  tab = $state.raw({ row: "", bar: "" });
  root: HTMLElement | undefined;
  private readonly shown: Shown;
  private readonly camera: Camera;
  private readonly deeds: KeyDeeds;

  constructor(shown: Shown, camera: Camera, deeds: KeyDeeds) {
    this.shown = shown;
    this.camera = camera;
    this.deeds = deeds;
  }

  down = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!this.concerns(event, target)) return;
    if (hand.piece !== null && !hand.at.keys && event.key === "Escape") return this.deeds.letGo();
    const mode: Mode = hand.piece !== null && hand.at.keys ? "hand" : target.dataset.row !== undefined ? "bar" : "view";
    if (event.key === " " && mode === "view" && target === this.camera.scroller) {
      event.preventDefault();
      return this.deeds.space(true);
    }
    if (target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ") && mode !== "hand") return;
    const command = commandOf(event, mode);
    if (command === null || (command.do === "pan" && event.key.startsWith("Arrow") && !this.isFree(target))) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(command, target);
  };

  up = (event: KeyboardEvent): void => {
    if (event.key === " ") this.deeds.space(false);
  };

  /** Keys that reach nobody else are the timeline's: after a click the focus may be on the page itself. */
  private concerns(event: KeyboardEvent, target: HTMLElement): boolean {
    if (document.querySelector("dialog[open]") !== null) return false; // Escape is the dialog's, wherever the focus is
    if (target !== document.body && target.id !== "content" && !this.root?.contains(target)) return false;
    if (target.closest("input, select, textarea, dialog") !== null) return false;
    return target.closest("aside") === null || event.ctrlKey || event.metaKey || event.key === "Escape";
  }
  private isFree(target: HTMLElement): boolean {
    return target === this.camera.scroller || target === document.body || target.id === "content" || target.closest(".grid") !== null;
  }

  private run(command: Command, target: HTMLElement): void {
    const row = this.shown.row(target.dataset.row ?? "");
    const bar = this.shown.bar(target.dataset.bar ?? "");
    if (!this.runView(command)) this.runBar(command, row, bar);
  }

  private runView(command: Command): boolean {
    const { camera } = this;
    switch (command.do) {
      case "pan":
        camera.panBy(command.screens);
        return true;
      case "scroll":
        camera.scrollBy(command.rows * 34);
        return true;
      case "page":
        camera.scrollBy(command.screens * camera.height);
        return true;
      case "zoom":
        camera.zoom(command.factor);
        return true;
      case "first":
        camera.toFirst();
        return true;
      case "last":
        camera.toLast();
        return true;
      case "today":
        camera.toToday();
        return true;
      case "all":
        camera.all();
        return true;
      case "search":
        document.getElementById("timeline-search")?.focus();
        return true;
      case "undo":
        void desk.undo();
        return true;
      case "leave":
        this.deeds.leave();
        return true;
      default:
        return false;
    }
  }

  private runBar(command: Command, row: Row | null, bar: Bar | null): void {
    switch (command.do) {
      case "new":
        return this.deeds.hold(row);
      case "bar":
        return this.step(row, bar, command.step);
      case "row":
        return this.stepRow(row, bar, command.step);
      case "move":
        return this.lift(bar, "move");
      case "move-one":
        return this.lift(bar, "one");
      case "resize":
        return this.lift(bar, "end");
      case "shift":
        hand.step(command.days);
        return this.tell();
      case "shift-start":
        hand.stepStart(command.days);
        return this.tell();
      case "stage":
        return this.stepStage(command.step);
      case "drop":
        return this.deeds.drop();
      case "cancel":
        hand.drop();
        return toasts.whisper(t("hand.cancelled"));
      default:
        return this.deeds.open(row, bar);
    }
  }

  lift(bar: Bar | null, mode: Lift): void {
    if (bar === null) return;
    if (!mayMove(bar, this.shown)) return toasts.say(t(bar.kind === "plan" ? "hand.open-draft" : "hand.not-yours"));
    if (bar.kind === "plan" && mode === "end") return toasts.say(t("hand.no-resize"));
    this.deeds.select(bar.key);
    hand.take(lifted(bar, mode === "end" ? "end" : "move", bar.start, alongWith(bar, mode, this.shown)), true);
    toasts.whisper(t("hand.lifted", { what: bar.label }));
    this.camera.scroller?.focus();
  }

  private tell(): void {
    const { piece, judgement } = hand;
    const { stock } = this.shown;
    if (piece?.bar == null || stock === null) return;
    this.camera.reveal(piece.start, piece.end);
    const bar: Bar = { ...piece.bar, start: piece.start, end: piece.end, space: piece.space };
    toasts.whisper(`${barText(bar, stock, this.shown.now)}. ${judgement === null ? "" : judgementText(judgement, session.units)}`);
  }

  private stepStage(by: 1 | -1): void {
    const piece = hand.piece;
    const list = this.shown.rows.filter((item) => item.kind === "space");
    const next = list[list.findIndex((item) => item.id === piece?.space) + by];
    if (next === undefined) return;
    hand.stage(next.id);
    this.camera.revealRow(next);
    this.tell();
  }

  private step(row: Row | null, bar: Bar | null, by: 1 | -1): void {
    if (row === null || row.kind !== "space") return;
    const list = this.shown.barsOf(row);
    const next = bar === null ? (by > 0 ? nearest(list, this.camera.sight.from) : null) : beside(row, list, bar.key, by);
    void this.focus(row.key, next?.key ?? (by < 0 ? "" : (bar?.key ?? "")));
  }

  private stepRow(row: Row | null, bar: Bar | null, by: 1 | -1): void {
    const next = row === null ? undefined : this.shown.rows[this.shown.rows.indexOf(row) + by];
    if (next === undefined) return;
    const { sight } = this.camera;
    const middle = bar === null ? null : Math.max(bar.start, Math.min(bar.end - 1, sight.from + sight.width / sight.scale / 2));
    const near = middle === null || next.kind !== "space" ? null : nearest(this.shown.barsOf(next), middle);
    void this.focus(next.key, near?.key ?? "");
  }

  /** Puts the focus on a row or bar, which comes in sight unless it is in sight already by a click on it. */
  async focus(rowKey: string, barKey: string, seen = false): Promise<void> {
    const row = this.shown.row(rowKey);
    if (row === null) return;
    this.tab = { row: rowKey, bar: barKey };
    if (!seen) {
      this.camera.revealRow(row);
      const bar = this.shown.bar(barKey);
      if (bar !== null) this.camera.reveal(bar.start, bar.end);
    }
    this.deeds.draw();
    this.camera.follow();
    await tick();
    const find = barKey === "" ? `[data-row="${CSS.escape(rowKey)}"]:not([data-bar])` : `[data-bar="${CSS.escape(barKey)}"]`;
    this.root?.querySelector<HTMLElement>(find)?.focus({ preventScroll: true });
  }
}
