/** Bars, leases and judgements in the reader's words. */

import { dayText, daysText } from "../parts/dates.ts";
import { counted, t, term, words, type Key } from "../words.svelte.ts";
import type { Bar } from "./bars.ts";
import type { Issue, Judgement } from "./feedback.ts";
import type { Stock } from "./stock.ts";

const M2: Record<string, number> = { m2: 1, sqft: 10.763910416709722, tsubo: 121 / 400, pyeong: 121 / 400 };

/** A number as the reader writes it. */
export const numberText = (value: number, digits = 0): string => new Intl.NumberFormat(words.language, { maximumFractionDigits: digits }).format(value);

/** An area in the reader's unit. */
export function areaText(m2: number, unit: string): string {
  const known = unit in M2 ? unit : "m2";
  return `${numberText(m2 * (M2[known] ?? 1))} ${t(`unit.${known}` as Key)}`;
}

/** What is left until a moment, in its two greatest units: 2 d 3 h, 23 h 5 min, 4 min. */
export function leftText(moment: string, now: number): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(moment) - now) / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return `${t("clock.days", { n: days })} ${t("clock.hours", { n: hours })}`;
  if (hours > 0) return `${t("clock.hours", { n: hours })} ${t("clock.minutes", { n: rest })}`;
  return t("clock.minutes", { n: rest });
}

/** The clock that runs on a bar: of the answer to a challenge, else of winning it. */
export function clockText(bar: Bar, now: number): string {
  const moment = bar.challenge?.confirm_by ?? bar.challenge?.deadline ?? null;
  return moment === null ? "" : leftText(moment, now);
}

export const kindText = (bar: Bar): string =>
  bar.kind === "hold" ? (bar.rank === null ? t("bar.hold") : t("bar.hold-rank", { rank: bar.rank })) : t(bar.kind === "confirmed" ? "bar.confirmed" : "bar.plan");

/** A bar in one sentence, as a screen reader reads it. */
export function barText(bar: Bar, stock: Stock, now: number): string {
  const parts = [kindText(bar), bar.label === "" ? t("bar.unnamed") : bar.label, daysText(bar.start, bar.end), stock.spaceName(bar.space, words.language)];
  const phase = bar.kind === "plan" ? undefined : bar.phases[0];
  if (phase !== undefined) parts.push(term("phase", phase.phase));
  if (bar.challenge !== null) parts.push(t("bar.challenged", { left: clockText(bar, now) || "–" }));
  if (bar.late > 0) parts.push(lateText(bar.late));
  return parts.join(t("bar.comma"));
}

export const lateText = (days: number): string => counted("late", days, numberText(days));

/** Why a piece does or does not fit there. */
export function issueText(issue: Issue, units: string): string {
  const days = daysText(issue.start, issue.end);
  switch (issue.rule) {
    case "late":
      return lateText(issue.n);
    case "behind":
      return t("issue.behind", { rank: issue.n, days });
    case "too-small":
      return t("issue.too-small", { area: areaText(issue.n, units) });
    case "before-ready":
      return t("issue.before-ready", { day: dayText(issue.n) });
    default:
      return t(`issue.${issue.rule}` as Key, { days, by: issue.by });
  }
}

export function judgementText(judgement: Judgement, units: string): string {
  if (judgement.issues.length === 0) return t("verdict.fits");
  return judgement.issues.map((item) => issueText(item, units)).join(" ");
}
