/** What the server gives for these pages: web/shapes/*.py. Moments are ISO texts in UTC, days 2027-01-05, ends half-open. */

import type { Plan, Progress } from "../../types.ts";

export type { Progress };

export interface Receipt {
  number: number;
  at: string;
  what: string;
  made: string[];
}

export type JobKind = "plan" | "compare" | "risk" | "advise" | "why";

export interface Asked {
  kind?: JobKind;
  party?: string | null;
  time_limit?: number;
  baseline?: number | null;
  today?: string | null;
  scenario?: string | null;
  scenarios?: string[];
  production?: string | null;
  seed?: number;
  risk?: { rule?: string; futures?: number; job?: string | null } | null;
  advice?: { assurance?: string; targets?: number[]; rule?: string; futures?: number; without?: string[] } | null;
}

export interface Job {
  id: string;
  by: string;
  state: "waiting" | "running" | "done" | "failed" | "lost" | "stopped";
  asked: Asked;
  progress: Progress | null;
  trouble: Record<string, unknown> | null;
  made: string;
  ended: string | null;
}

export interface Published {
  id: string;
  number: number;
  party: string;
  made: string;
  by: string;
  plan?: Plan | null;
}

export interface Line {
  id: string | null;
  booking: string | null;
  space: string;
  start: string;
  end: string;
  state: "hold" | "confirmed" | "released" | "expired" | "cancelled" | "lapsed";
  rank: number | null;
  phase: string | null;
  until: string | null;
  offered_until: string | null;
  price: string | null;
  group: string | null;
  lease: string | null;
}

export interface Condition {
  kind: string;
  share: string | null;
  deadline: string | null;
  met: string | null;
}

export interface Booking {
  id: string;
  version: number;
  party: string;
  production: string | null;
  need: string | null;
  title: string | null;
  one_of: string[];
  joint: string[];
  conditions: Condition[];
  currency: string | null;
  made: string | null;
  by: string;
  renewed: number;
  plan: number | null;
  lines: Line[];
}

export interface Challenge {
  id: string;
  version: number;
  booking: string | null;
  days: { space: string; start: string; end: string }[];
  made: string;
  state: string;
  targets: { line: string | null; booking: string | null; answer: string | null; answered: string | null; settled: boolean }[];
  deadline: string | null;
  confirm_by: string | null;
}

export interface Notice {
  id: string;
  event: number;
  made: string;
  party: string;
  kind: string;
  booking: string | null;
  challenge: string | null;
  facts: Record<string, string>;
  ends: string | null;
}

export interface Event {
  number: number;
  at: string;
  by: string;
  what: string;
  why: string | null;
  studio: string | null;
  made: string[];
  changes: { put?: string; drop?: string; id?: string; record?: Record<string, unknown> }[];
  notices: { party: string; kind: string }[];
}

export interface Quotation {
  studio: string;
  policy: string;
  currency: string | null;
  lines: {
    line: string;
    space: string;
    start: string;
    end: string;
    phase: string;
    items: { charge: string; phase: string; days: number; each: string | null; amount: string }[];
    amount: string | null;
  }[];
  subtotal: string | null;
  tax: { name: string; rate: string; amount: string } | null;
  total: string | null;
  made: string;
  valid_until: string | null;
  findings: { rule: string; found: string; allowed: string; record: string; field: string }[];
}

interface InTheWay {
  kind: string;
  space: string;
  start: string | null;
  end: string | null;
  id: string | null;
  party: string | null;
}
export interface Days {
  start: string;
  end: string;
}

export interface Availability {
  free: (Days & { spaces: string[]; rank: number; book_only: boolean; ahead: InTheWay[]; before: Days | null; after: Days | null; rate: string | null; currency: string | null })[];
  taken: (Days & { spaces: string[]; reason: string; obstacles: InTheWay[]; before: Days | null; after: Days | null })[];
  unfit: { space: string; reason: string; by: string[]; detail: string; in_words: string }[];
  free_in_all: number;
  taken_in_all: number;
  unfit_in_all: number;
}

export interface Token {
  id: string;
  label: string;
  role: string;
  studios: string[];
  party: string | null;
  made: string;
  expires: string | null;
  revoked: string | null;
}

export interface CalendarAddress {
  id: string;
  kind: "stage" | "studio" | "production" | "party";
  of: string;
  made: string;
  revoked: string | null;
}

export interface User {
  name: string;
  display: string;
  roles: Record<string, string>;
  party: string | null;
  language: string;
  units: string;
  subject: string | null;
  has_password: boolean;
  made: string;
  disabled: string | null;
}
