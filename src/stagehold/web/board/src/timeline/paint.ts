/** Draws the rows in sight: ground, leases, closures, bars, what is dragged, today. */

import type { Lease } from "../types.ts";
import type { Bar } from "./bars.ts";
import { inkOn, type Colours, type ColourName } from "./colours.ts";
import type { Lettering } from "./lettering.ts";
import { LANE, laneTop, type Row } from "./rows.ts";
import { xOf, type Sight } from "./sight.ts";
import type { Stock } from "./stock.ts";
import type { Tick } from "./ticks.ts";

/** A bar in the hand: where it would lie, and whether it fits there. */
export interface Ghost {
  space: string;
  start: number;
  end: number;
  lane: number;
  label: string;
  verdict: "fits" | "warns" | "breaks";
}

export interface Scene {
  sight: Sight;
  height: number;
  scroll: number;
  rows: Row[];
  window: [number, number];
  stock: Stock;
  plan: ReadonlyMap<string, Bar[]>;
  major: Tick[];
  minor: Tick[];
  weekends: boolean;
  /** Today with its part of the day, by studio. */
  now: ReadonlyMap<string, number>;
  /** Keys of bars that somebody has just changed. */
  fresh: ReadonlySet<string>;
  selected: string;
  /** The key of a bar that is in the hand, drawn faintly where it was. */
  lifted: ReadonlySet<string>;
  ghosts: Ghost[];
  /** Only bars of this production are in full colour. */
  production: string;
  clockOf: (bar: Bar) => string;
  turnoverOf: (space: string) => [number, number];
}

const OPEN_TAIL = 96; // pixels over which an open end fades
const NARROW = 3; // a narrower bar is a plain stroke
type Pen = CanvasRenderingContext2D;

export function paint(pen: Pen, scene: Scene, colours: Colours, letters: Lettering): void {
  const { sight, height, rows, window } = scene;
  pen.fillStyle = colours.of.paper;
  pen.fillRect(0, 0, sight.width, height);
  for (let i = window[0]; i < window[1]; i += 1) {
    const row = rows[i];
    if (row === undefined) continue;
    const top = Math.round(row.top - scene.scroll);
    if (row.kind === "space") ground(pen, scene, colours, row, top);
    else groupGround(pen, scene, colours, row, top);
  }
  grid(pen, scene, colours);
  for (let i = window[0]; i < window[1]; i += 1) {
    const row = rows[i];
    if (row === undefined) continue;
    const top = Math.round(row.top - scene.scroll);
    if (row.kind === "space") things(pen, scene, colours, letters, row, top);
    today(pen, scene, colours, row, top);
  }
}

function groupGround(pen: Pen, scene: Scene, colours: Colours, row: Row, top: number): void {
  pen.fillStyle = row.kind === "market" ? colours.of["paper-sunk"] : colours.of["paper-raised"];
  pen.fillRect(0, top, scene.sight.width, row.height);
}

function ground(pen: Pen, scene: Scene, colours: Colours, row: Row, top: number): void {
  for (const lease of scene.stock.leases.get(row.id) ?? []) leased(pen, scene.sight, colours, lease, top, row.height);
  pen.fillStyle = colours.of.line;
  pen.fillRect(0, top + row.height - 1, scene.sight.width, 1);
}

/** A lease: a shade with edges where its ends are stated, fading where they are open, hatched where they are assumed. */
function leased(pen: Pen, sight: Sight, colours: Colours, lease: Lease, top: number, height: number): void {
  const open = lease.open !== "stated" && !lease.assumed;
  const x1 = lease.start === null ? -OPEN_TAIL : xOf(sight, lease.start);
  const x2 = lease.end === null ? (lease.open === "never" ? sight.width + OPEN_TAIL : x1 + OPEN_TAIL) : xOf(sight, lease.end);
  if (x2 < -OPEN_TAIL || x1 > sight.width) return;
  const [left, right] = [Math.max(0, Math.round(x1)), Math.min(sight.width, Math.round(x2))];
  const tall = height - 1;
  pen.fillStyle = lease.kind === "exclusive" ? (lease.assumed ? colours.assumed : colours.of.lease) : colours.of["lease-soft"];
  if (right > left) pen.fillRect(left, top, right - left, tall);
  pen.fillStyle = colours.of["lease-edge"];
  if (x1 >= 0 && x1 <= sight.width && lease.start !== null) pen.fillRect(Math.round(x1), top, 2, tall);
  if (open && lease.end !== null) fading(pen, sight, colours, x2, top, tall);
  else if (lease.end !== null && lease.open === "stated" && x2 >= 0 && x2 <= sight.width) edge(pen, colours, Math.round(x2), top, tall, lease.assumed);
  else if (lease.assumed && lease.end !== null && x2 >= 0 && x2 <= sight.width) edge(pen, colours, Math.round(x2), top, tall, true);
  for (const option of lease.options) if (option.kind === "extend") optional(pen, sight, colours, option.start, option.end, top, tall);
}

function edge(pen: Pen, colours: Colours, x: number, top: number, height: number, assumed: boolean): void {
  pen.fillStyle = colours.of["lease-edge"];
  if (!assumed) return pen.fillRect(x - 2, top, 2, height);
  for (let y = 0; y < height; y += 6) pen.fillRect(x - 2, top + y, 2, Math.min(3, height - y));
}

/** Beyond the last day that is sure: it goes on, nobody says how long. */
function fading(pen: Pen, sight: Sight, colours: Colours, x: number, top: number, height: number): void {
  if (x > sight.width || x + OPEN_TAIL < 0) return;
  const shade = pen.createLinearGradient(x, 0, x + OPEN_TAIL, 0);
  shade.addColorStop(0, colours.of.lease);
  shade.addColorStop(1, `${colours.of.lease}00`);
  pen.fillStyle = shade;
  pen.fillRect(x, top, OPEN_TAIL, height);
  pen.strokeStyle = colours.of["lease-edge"];
  pen.lineWidth = 1.5;
  const y = Math.round(top + height / 2);
  pen.beginPath();
  pen.moveTo(x + 4, y);
  pen.lineTo(x + 26, y);
  pen.moveTo(x + 20, y - 4);
  pen.lineTo(x + 26, y);
  pen.lineTo(x + 20, y + 4);
  pen.stroke();
}

function optional(pen: Pen, sight: Sight, colours: Colours, start: number, end: number, top: number, height: number): void {
  const [x1, x2] = [xOf(sight, start), xOf(sight, end)];
  if (x2 < 0 || x1 > sight.width) return;
  pen.strokeStyle = colours.of["lease-edge"];
  pen.lineWidth = 1;
  pen.setLineDash([5, 4]);
  pen.strokeRect(Math.round(Math.max(-4, x1)) + 0.5, top + 2.5, Math.round(Math.min(sight.width + 4, x2) - Math.max(-4, x1)), height - 5);
  pen.setLineDash([]);
}

function grid(pen: Pen, scene: Scene, colours: Colours): void {
  if (scene.weekends) {
    pen.fillStyle = colours.of.ink;
    pen.globalAlpha = 0.035;
    for (const tick of scene.minor) {
      const weekday = (((tick.day + 4) % 7) + 7) % 7; // 0 is a Sunday
      if (weekday === 0 || weekday === 6) pen.fillRect(Math.round(tick.x), 0, Math.ceil(tick.width), scene.height);
    }
    pen.globalAlpha = 1;
  }
  pen.fillStyle = colours.of.line;
  pen.globalAlpha = 0.5;
  for (const tick of scene.minor) if (tick.width > 9) pen.fillRect(Math.round(tick.x), 0, 1, scene.height);
  pen.globalAlpha = 1;
  for (const tick of scene.major) pen.fillRect(Math.round(tick.x), 0, 1, scene.height);
}

function things(pen: Pen, scene: Scene, colours: Colours, letters: Lettering, row: Row, top: number): void {
  const { sight, stock } = scene;
  for (const closure of stock.closures.get(row.id) ?? []) {
    const [x1, x2] = [xOf(sight, closure.start), xOf(sight, closure.end)];
    if (x2 < 0 || x1 > sight.width) continue;
    pen.fillStyle = colours.closed;
    pen.fillRect(Math.max(0, Math.round(x1)), top + 1, Math.max(2, Math.round(Math.min(sight.width, x2) - Math.max(0, x1))), row.height - 3);
    const label = letters.fit(closure.reason ?? "", Math.min(sight.width, x2) - Math.max(0, x1) - 12, colours.small);
    if (label !== "") boxed(pen, colours, letters, label, Math.max(0, x1) + 6, top + row.height / 2);
  }
  const turnover = scene.turnoverOf(row.id);
  const draw = (bars: readonly Bar[], first: number): void => {
    for (const bar of bars) body(pen, scene, colours, bar, top + laneTop(first + bar.lane), turnover);
    for (const bar of bars) if (bar.run !== null) face(pen, scene, colours, letters, bar, bar.run, top + laneTop(first + bar.lane));
  };
  const plan = scene.plan.get(row.id) ?? [];
  draw(stock.barsOf(row.id), 0);
  draw(plan, row.lanes);
  if (scene.selected !== "" || scene.fresh.size > 0) {
    for (const bar of stock.barsOf(row.id)) marks(pen, scene, colours, bar, top + laneTop(bar.lane));
    for (const bar of plan) marks(pen, scene, colours, bar, top + laneTop(row.lanes + bar.lane));
  }
  for (const ghost of scene.ghosts) if (ghost.space === row.id) ghostly(pen, scene, colours, letters, ghost, top + laneTop(Math.min(ghost.lane, row.lanes + row.planLanes - 1)));
}

function boxed(pen: Pen, colours: Colours, letters: Lettering, label: string, x: number, middle: number): void {
  pen.fillStyle = colours.of.paper;
  pen.fillRect(x - 3, middle - 8, letters.width(label, colours.small) + 6, 15);
  write(pen, label, x, middle, colours.small, colours.of.ink);
}

function write(pen: Pen, text: string, x: number, middle: number, font: string, colour: string): void {
  pen.font = font;
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(text, x, middle + 0.5);
}

function isFaint(scene: Scene, bar: Bar): boolean {
  return scene.lifted.has(bar.key) || (scene.production !== "" && bar.production !== scene.production);
}

/** What of days from start to end is on the canvas; none where nothing is. */
function inView(sight: Sight, start: number, end: number): { left: number; width: number; whole: number } | null {
  const [x1, x2] = [xOf(sight, start), xOf(sight, end)];
  if (x2 < 0 || x1 > sight.width) return null;
  const [left, right] = [Math.max(-8, x1), Math.min(sight.width + 8, x2)];
  return { left, width: Math.max(1.5, right - left), whole: x2 - x1 };
}

/** The ground of a bar: its kind, its phases, what is late; turnover beside it. */
function body(pen: Pen, scene: Scene, colours: Colours, bar: Bar, y: number, turnover: [number, number]): void {
  const { sight } = scene;
  if (sight.scale > 1.2 && bar.kind !== "hold") turns(pen, colours, sight, bar, y, turnover);
  const seen = inView(sight, bar.start, bar.end);
  if (seen === null) return;
  if (isFaint(scene, bar)) pen.globalAlpha = 0.35;
  if (seen.whole < NARROW) {
    pen.fillStyle = bar.kind === "plan" ? colours.of.plan : bar.kind === "confirmed" ? colours.of["confirmed-edge"] : colours.of["hold-edge"];
    pen.fillRect(seen.left, y + (bar.kind === "hold" ? 4 : 0), seen.width, LANE - (bar.kind === "hold" ? 8 : 0));
  } else if (bar.kind === "plan") planned(pen, colours, sight, bar, seen.left, seen.width, y);
  else desk(pen, colours, bar, seen.left, seen.width, y);
  pen.globalAlpha = 1;
}

/** The edge and the writing of a bar, over all lines of its run. */
function face(pen: Pen, scene: Scene, colours: Colours, letters: Lettering, bar: Bar, run: { start: number; end: number }, y: number): void {
  const seen = inView(scene.sight, run.start, run.end);
  if (seen === null) return;
  const width = Math.max(1.5, seen.width - (seen.whole > 8 ? 1 : 0));
  if (isFaint(scene, bar)) pen.globalAlpha = 0.35;
  if (seen.whole >= NARROW) {
    edges(pen, colours, bar, seen.left, width, y);
    inside(pen, scene, colours, letters, bar, seen.left, width, y);
  }
  pen.globalAlpha = 1;
}

function edges(pen: Pen, colours: Colours, bar: Bar, left: number, width: number, y: number): void {
  const firm = bar.kind === "confirmed";
  const tense = bar.challenge !== null || bar.moved;
  pen.strokeStyle = bar.challenge !== null ? colours.of.bad : bar.moved ? colours.of.focus : bar.kind === "plan" ? colours.of.plan : firm ? colours.of["confirmed-edge"] : colours.of["hold-edge"];
  pen.lineWidth = tense ? 2 : 1;
  if (bar.kind === "hold" && !tense) pen.setLineDash([4, 3]);
  pen.strokeRect(left + 0.5, y + 0.5, width - 1, LANE - 1);
  pen.setLineDash([]);
}

/** Marks around single bars: what somebody has just changed, and what is selected. */
function marks(pen: Pen, scene: Scene, colours: Colours, bar: Bar, y: number): void {
  const seen = inView(scene.sight, bar.start, bar.end);
  if (seen === null) return;
  if (scene.fresh.has(bar.key)) outline(pen, seen.left, seen.width, y, colours.of.accent, 2.5);
  if (bar.key === scene.selected) outline(pen, seen.left, seen.width, y, colours.of.focus, 2);
}

function outline(pen: Pen, left: number, width: number, y: number, colour: string, thick: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.strokeRect(left - 1, y - 1, Math.max(4, width) + 2, LANE + 2);
}

/** Clear days before and after a stay. */
function turns(pen: Pen, colours: Colours, sight: Sight, bar: Bar, y: number, [before, after]: [number, number]): void {
  if (bar.run === null) return;
  const [x1, x2] = [xOf(sight, bar.run.start), xOf(sight, bar.run.end)];
  if (x2 + after * sight.scale < 0 || x1 - before * sight.scale > sight.width) return;
  pen.fillStyle = colours.turnover;
  if (before > 0) pen.fillRect(x1 - before * sight.scale, y + 6, before * sight.scale, LANE - 12);
  if (after > 0) pen.fillRect(x2, y + 6, after * sight.scale, LANE - 12);
}

function desk(pen: Pen, colours: Colours, bar: Bar, left: number, width: number, y: number): void {
  const firm = bar.kind === "confirmed";
  pen.fillStyle = firm ? colours.of.confirmed : (bar.rank ?? 1) > 1 ? colours.of.paper : colours.of.hold;
  pen.fillRect(left, y, width, LANE);
  const phase = bar.phases[0];
  if (phase === undefined || width < 3) return;
  pen.fillStyle = colours.of[`phase-${phase.phase}` as ColourName] ?? colours.of.plan;
  pen.fillRect(left, y + LANE - 5, width, 5);
}

function planned(pen: Pen, colours: Colours, sight: Sight, bar: Bar, left: number, width: number, y: number): void {
  pen.fillStyle = colours.of.plan;
  if (bar.phases.length === 0) pen.fillRect(left, y, width, LANE);
  for (const part of bar.phases) {
    const x1 = Math.max(left, xOf(sight, part.start));
    const x2 = Math.min(left + width, xOf(sight, part.end));
    if (x2 <= x1) continue;
    pen.fillStyle = part.phase === "standing" ? colours.standing : (colours.of[`phase-${part.phase}` as ColourName] ?? colours.of.plan);
    pen.fillRect(x1, y, x2 - x1, LANE);
  }
  const from = Math.max(left, xOf(sight, bar.end - bar.late));
  if (bar.late <= 0 || left + width <= from) return;
  pen.fillStyle = colours.late;
  pen.fillRect(from, y + LANE - 7, left + width - from, 7);
}

/** Rank, clock and name, each only where it fits; the name stays in sight while the bar is. */
function inside(pen: Pen, scene: Scene, colours: Colours, letters: Lettering, bar: Bar, left: number, width: number, y: number): void {
  const middle = y + LANE / 2 - (bar.kind === "plan" ? 0 : bar.phases.length > 0 ? 2 : 0);
  let x = Math.max(left, 0) + 5;
  const end = Math.min(left + width, scene.sight.width) - 4;
  if (bar.kind === "hold" && bar.rank !== null && end - x > 9) {
    write(pen, String(bar.rank), x, middle, colours.bold, colours.of["hold-edge"]);
    x += letters.width(String(bar.rank), colours.bold) + 6;
  }
  if (bar.challenge !== null) {
    const clock = scene.clockOf(bar);
    const wide = letters.width(clock, colours.bold);
    if (clock !== "" && end - x > wide + 4) {
      write(pen, clock, x, middle, colours.bold, colours.of.bad);
      x += wide + 6;
    }
  }
  const label = letters.fit(bar.label, end - x, colours.font);
  if (label === "") return;
  if (bar.kind !== "plan") return write(pen, label, x, middle, colours.font, bar.kind === "confirmed" ? inkOn(colours.of.confirmed) : colours.of.ink);
  // Over phases of several colours a name needs a ground of its own; below it they are seen all the same.
  const alpha = pen.globalAlpha;
  pen.fillStyle = colours.of.paper;
  pen.globalAlpha = alpha * 0.9;
  pen.fillRect(x - 3, y + 1, letters.width(label, colours.font) + 6, LANE - 7);
  pen.globalAlpha = alpha;
  write(pen, label, x, y + 8, colours.font, colours.of.ink);
}

function ghostly(pen: Pen, scene: Scene, colours: Colours, letters: Lettering, ghost: Ghost, y: number): void {
  const [x1, x2] = [xOf(scene.sight, ghost.start), xOf(scene.sight, ghost.end)];
  const colour = ghost.verdict === "fits" ? colours.of.ok : ghost.verdict === "warns" ? colours.of.warn : colours.of.bad;
  const [left, width] = [Math.max(-8, x1), Math.max(4, Math.min(scene.sight.width + 8, x2) - Math.max(-8, x1))];
  pen.fillStyle = colours.of.paper;
  pen.globalAlpha = 0.9;
  pen.fillRect(left, y, width, LANE);
  pen.globalAlpha = 0.22;
  pen.fillStyle = colour;
  pen.fillRect(left, y, width, LANE);
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  if (ghost.verdict === "breaks") pen.setLineDash([6, 3]);
  pen.strokeRect(left, y, width, LANE);
  pen.setLineDash([]);
  const sign = ghost.verdict === "fits" ? "✓" : ghost.verdict === "warns" ? "!" : "✕";
  const label = letters.fit(`${sign} ${ghost.label}`, width - 10, colours.bold);
  write(pen, label === "" ? sign : label, Math.max(left, 0) + 5, y + LANE / 2, colours.bold, colours.of.ink);
}

function today(pen: Pen, scene: Scene, colours: Colours, row: Row, top: number): void {
  const now = scene.now.get(row.studio);
  if (now === undefined) return;
  const x = xOf(scene.sight, now);
  if (x < 0 || x > scene.sight.width) return;
  pen.fillStyle = colours.of.bad;
  pen.fillRect(Math.round(x), top, row.kind === "space" ? 1 : 2, row.height);
}

/** The two rows of days at the top. */
export function paintDays(pen: Pen, scene: Pick<Scene, "sight" | "major" | "minor" | "weekends">, now: number | null, height: number, colours: Colours, letters: Lettering): void {
  const { sight, major, minor } = scene;
  const half = Math.round(height / 2);
  pen.fillStyle = colours.of["paper-raised"];
  pen.fillRect(0, 0, sight.width, height);
  pen.fillStyle = colours.of.line;
  pen.fillRect(0, height - 1, sight.width, 1);
  for (const tick of major) {
    pen.fillStyle = colours.of["line-strong"];
    pen.fillRect(Math.round(tick.x), 0, 1, height);
    const wide = letters.width(tick.label, colours.bold);
    const x = Math.max(tick.x, 0) + 6;
    if (x + wide + 5 <= tick.x + tick.width) write(pen, tick.label, x, half / 2 + 1, colours.bold, colours.of.ink);
  }
  for (const tick of minor) {
    if (tick.label === "" && tick.width < 9) continue;
    pen.fillStyle = colours.of.line;
    pen.fillRect(Math.round(tick.x), half, 1, half);
    if (tick.label !== "") write(pen, tick.label, tick.x + 4, half + half / 2 - 1, colours.small, colours.of["ink-soft"]);
  }
  if (now === null) return;
  const x = xOf(sight, now);
  pen.fillStyle = colours.of.bad;
  pen.beginPath();
  pen.moveTo(x - 5, height - 7);
  pen.lineTo(x + 6, height - 7);
  pen.lineTo(x + 0.5, height);
  pen.fill();
}
