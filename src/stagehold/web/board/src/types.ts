/** What the server gives for the timeline: `GET /api/v1/board` (web/shapes/board.py). Days are numbers, see days.ts. */

/** A name in up to three languages; English always. */
export interface Name {
  en: string;
  ja?: string;
  ko?: string;
}

export interface Studio {
  id: string;
  name: Name;
  country: string;
  city: string | null;
  time_zone: string;
  operator: string | null;
}

export interface Space {
  id: string;
  studio: string;
  kind: string;
  name: Name;
  /** As stated; null where it is not known. */
  area: { amount: string; unit: string; m2: number } | null;
  clear_height_m: number | null;
  features: string[];
  /** Clear days before and after a stay, by the space or the policy of its studio. */
  turnover: [number, number];
}

export interface Lease {
  id: string;
  kind: "exclusive" | "days" | "first-call";
  lessee: string;
  spaces: string[];
  /** Planned with: of a coarse date the conservative reading; null where no assumption pins it. */
  start: number | null;
  end: number | null;
  /** What is known of the end: stated, not known (`2021-04/`), or without end (`..`). */
  open: "stated" | "unknown" | "never";
  /** The term as stated (EDTF). */
  stated: string;
  assumed: boolean;
  options: { kind: string; start: number; end: number; notice_by: number | null }[];
}

export interface Closure {
  id: string;
  version: number;
  space: string;
  start: number;
  end: number;
  reason: string | null;
}

export interface Booking {
  id: string;
  version: number;
  party: string | null;
  production: string | null;
  need: string | null;
  title: string | null;
  one_of: string[];
  plan: number | null;
}

/** Lines, a column each; row i of all columns is one line. Of others' lines an outside party sees only space, days, state and rank. */
export interface Lines {
  id: (string | null)[];
  booking: (string | null)[];
  space: string[];
  start: number[];
  end: number[];
  state: ("hold" | "confirmed")[];
  rank: (number | null)[];
  phase: (string | null)[];
  until: (string | null)[];
}

export interface Challenge {
  id: string;
  version: number;
  booking: string | null;
  state: string;
  made: string;
  deadline: string | null;
  confirm_by: string | null;
  days: { space: string; start: number; end: number }[];
  targets: { line: string | null; booking: string | null; answer: string | null; settled: boolean }[];
}

export interface Production {
  id: string;
  name: string;
  titles: { id: string; name: Name; release: string | null }[];
  market: string | null;
  ready: number | null;
  due: number | null;
  /** First day, and the day after the last one; null at an open end. */
  window: [number | null, number | null] | null;
  priority: number;
  status: string | null;
  needs: { id: string; stages: number; length: number; min_area_m2: number | null; features: string[]; allowed: string[] }[];
}

export interface Board {
  /** The last event of the journal that is in here; `GET /api/v1/events?after=` goes on from it. */
  number: number;
  studios: Studio[];
  spaces: Space[];
  leases: Lease[];
  closures: Closure[];
  bookings: Booking[];
  lines: Lines;
  challenges: Challenge[];
  productions: Production[];
  parties: { id: string; name: string }[];
  /** Published plans, the latest last. */
  plans: { id: string; number: number; party: string; made: string; by: string }[];
}

/** What `GET /api/v1/board/lines?spaces=a,b` gives: the bookings and lines of some spaces, after an event. */
export type BoardLines = Pick<Board, "number" | "bookings" | "lines" | "challenges" | "closures">;

export interface Placement {
  production: string;
  need: string;
  stages: string[];
  start: string;
  end: string;
  phases: { phase: string; start: string; end: string }[];
  late_days: number;
}

export interface Why {
  stage: string;
  reason: string;
  by: string[];
  detail: string;
  /** The detail in the language of the page, where the server was asked for it. */
  in_words?: string;
}

/** SPEC §7, as `stagehold plan --json` prints it, with its party. */
export interface Plan {
  status: "optimal" | "feasible" | "stopped" | "infeasible";
  objective: number | null;
  bound: number | null;
  gap: number | null;
  seconds: number;
  seed: number;
  terms: Record<string, number>;
  placements: Placement[];
  late: { production: string; days: number; why: Why[] }[];
  unplaced: { production: string; why: Why[] }[];
  remedies: { production: string; kind: string; change: Record<string, unknown>; objective_after: number; verified: boolean }[];
  assumptions: string[];
  findings: Finding[];
  party: string;
}

export interface Finding {
  rule: string;
  severity: "error" | "warning";
  file: string;
  line: number;
  record: string;
  field: string;
  found: string;
  allowed: string;
  nearest: string;
  /** In the reader's language, where that is not English. */
  in_words?: { rule: string; found: string; allowed: string };
}

/** `POST /api/v1/plans/check`: what a hand-made or hand-moved plan breaks, and what it costs. */
export interface PlanCheck {
  breaches: { rule: string; message: string; production: string | null; need: string | null; stages: string[]; start: string | null; end: string | null; by: string[] }[];
  objective: number | null;
  terms: Record<string, number>;
  late: { production: string; days: number }[];
  /** As checked: ends and phases that were left out, and the days that each is late. */
  placements: Placement[];
}

/** `POST /api/v1/plans/places`: where one need could stand while everything else stays. */
export interface Places {
  /** The earliest free starts, cheapest first; every start up to `last` is free too, `cost` is what it adds to the objective. */
  fits: {
    stages: string[];
    start: string;
    end: string;
    late_days: number;
    phases: { phase: string; start: string; end: string }[];
    last: string;
    cost: number;
  }[];
  why: Why[];
}

/** A report in the reader's language: `GET /api/v1/reports/NAME` (web/shapes/reports.py). */
export interface Report {
  id: string;
  title: string;
  subtitle: string;
  sections: Section[];
  sources: Record<string, Source>;
}

export interface Section {
  heading: string;
  text: string[];
  sources: string[];
  tables: Table[];
  pictures: { id: string; title: string; description: string; svg: string }[];
}

export interface Table {
  id: string;
  title: string;
  columns: { key: string; title: string; kind: "text" | "number" | "area" | "date" | "source" }[];
  rows: Cell[][];
  notes: string[];
}

export interface Cell {
  text: string;
  sources?: string[];
  marks?: ("assumed" | "conflict" | "unstated")[];
  /** The raw value: a number, or the ISO day of a date; without one the text sorts. */
  sort?: number | string;
  /** The record the row or figure is about, as "lease/lease-toho-2021": its page shows where everything comes from. */
  record?: string;
}

export interface Source {
  publisher: string;
  title: string | null;
  url: string | null;
  published: string | null;
}

/** How far long work is. */
export interface Progress {
  stage: string;
  best: number | null;
  bound: number | null;
  placed: number | null;
  productions: number | null;
  seconds: number;
  left: number | null;
  done?: number | null;
  of?: number | null;
}
