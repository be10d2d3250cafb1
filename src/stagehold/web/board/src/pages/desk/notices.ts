/** The facts of a notice as people say them: days with their last day, names, money and shares as the reader writes them. */

import { days, money, number, percent } from "../../format.ts";
import { t, term } from "../../words.svelte.ts";

interface Names {
  space: (id: string) => string;
  party: (id: string) => string;
}
type Facts = Record<string, string>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NEXT = 86_400_000;

/** The day after a last day: what days end with inside of the program. */
const after = (last: string): string => new Date(Date.parse(`${last}T00:00:00Z`) + NEXT).toISOString().slice(0, 10);

/** "2027-02-16/2027-03-17", first and last day; several with commas between. */
function stated(text: string): string {
  const spans = text.split(",").map((part) => part.split("/"));
  if (!spans.every((ends) => ends.length === 2 && ends.every((end) => DAY.test(end)))) return text;
  return spans.map(([first = "", last = ""]) => days(first, after(last))).join(t("bar.comma"));
}

/** "toho-8 2027-02-16/2027-03-17", spaces that are free then; several with semicolons between. */
function free(text: string, names: Names): string {
  const each = text.split(";").map((part) => part.trim().split(" "));
  return each.map(([space = "", ...when]) => `${names.space(space)} ${stated(when.join(" "))}`).join(t("bar.comma"));
}

/** "toho-8 2027-02-16 to 2027-03-18": how notices said it before, with the day on which it ends not included. */
function instead(text: string, names: Names): string {
  const each = text.split(";").map((part) => /^(\S+) (\S+) to (\S+)$/.exec(part.trim()));
  return each.every((found) => found !== null) ? each.map(([, space = "", from = "", to = ""]) => `${names.space(space)} ${days(from, to)}`).join(t("bar.comma")) : text;
}

const SAID: Record<string, (value: string, facts: Facts, names: Names) => string> = {
  space: (value, _, names) => names.space(value),
  party: (value, _, names) => names.party(value),
  closed: stated,
  won: stated,
  stays: stated,
  free: (value, _, names) => free(value, names),
  instead: (value, _, names) => instead(value, names),
  answers: (value) => value.split(/,\s*/).map((answer) => term("answer", answer)).join(t("bar.comma")),
  missed: (value) => value.split(/,\s*/).map((condition) => term("condition", condition)).join(t("bar.comma")),
  rank: (value) => number(Number(value)),
  share: (value) => percent(Number(value)),
  fee: (value, facts) => money(value, facts.currency ?? null),
};

/** What to leave out: it stands in another fact, or says that something is not so. */
function isSaid(name: string, value: string, facts: Facts): boolean {
  if (value === "" || value === "False" || name === "currency") return false;
  if (name === "instead") return facts.free === undefined;
  if (name === "fee" || name === "share") return Number(facts.fee ?? 1) !== 0;
  return !((name === "from" || name === "to") && hasDays(facts));
}
const hasDays = (facts: Facts): boolean => DAY.test(facts.from ?? "") && DAY.test(facts.to ?? "");

/** Names and values to show, in the order in which the rules wrote them. */
export function told(facts: Facts, names: Names): [string, string][] {
  const found = Object.entries(facts)
    .filter(([name, value]) => isSaid(name, value, facts))
    .map(([name, value]): [string, string] => [name, value === "True" ? t("notice-fact.yes") : (SAID[name]?.(value, facts, names) ?? value)]);
  return hasDays(facts) ? [["days", days(facts.from ?? "", facts.to ?? "")], ...found] : found;
}
