/** What a job was asked, in words. */

import { day, number } from "../../format.ts";
import { counted, t, term } from "../../words.svelte.ts";
import { known } from "../frame/names.svelte.ts";
import type { Asked, JobKind } from "../frame/shapes.ts";

export function kindOf(asked: Asked): JobKind {
  const kind = asked.kind ?? "plan";
  return kind === "plan" && (asked.scenarios?.length ?? 0) > 0 ? "compare" : kind;
}

/** The page that shows what a job makes. */
export const PAGE_OF: Record<JobKind, string> = { plan: "plan", why: "plan", compare: "scenarios", risk: "risk", advise: "advice" };

export function askedWords(asked: Asked): string {
  const said: string[] = [term("job-kind", kindOf(asked))];
  if (typeof asked.party === "string") said.push(known.party(asked.party));
  if (typeof asked.scenario === "string") said.push(known.scenario(asked.scenario));
  for (const id of asked.scenarios ?? []) said.push(known.scenario(id));
  if (typeof asked.baseline === "number") said.push(t("plan.close-to", { number: asked.baseline }));
  if (typeof asked.today === "string") said.push(t("plan.from-day", { day: day(asked.today) }));
  const more = { ...asked.risk, ...asked.advice };
  if (typeof more.futures === "number") said.push(counted("risk.futures", more.futures, number(more.futures)));
  if (typeof more.rule === "string") said.push(term("rule-of-repair", more.rule));
  if (typeof more.assurance === "string") said.push(term("assurance", more.assurance));
  if (typeof asked.production === "string") said.push(known.production(asked.production));
  if (typeof asked.time_limit === "number") said.push(t("job.seconds", { n: number(asked.time_limit) }));
  return said.join(t("bar.comma"));
}
