/** Which stages are shown. All of it stands in the address. */

import { membersOf } from "./bars.ts";
import { named, type Stock } from "./stock.ts";
import type { Placement, Space } from "../types.ts";

export interface Filter {
  market: string;
  studio: string;
  feature: string;
  production: string;
  text: string;
}

export const NO_FILTER: Filter = { market: "", studio: "", feature: "", production: "", text: "" };

export const filterOf = (query: Record<string, string>): Filter => ({
  market: query.market ?? "",
  studio: query.studio ?? "",
  feature: query.feature ?? "",
  production: query.production ?? "",
  text: query.text ?? "",
});

export const isFiltered = (filter: Filter): boolean => Object.values(filter).some((value) => value !== "");

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

const WORKED_ON = new Set(["stage", "backlot", "tank"]);

/** The stages that pass, in the order of the board; offices and stores only where something stands on them. */
export function shownSpaces(stock: Stock, filter: Filter, placements: Placement[]): Space[] {
  const text = plain(filter.text.trim());
  const planned = plannedOn(placements, filter.production);
  return stock.board.spaces.filter((space) => {
    const studio = stock.studios.get(space.studio);
    if (!WORKED_ON.has(space.kind) && stock.barsOf(space.id).length === 0) return false;
    if (filter.market !== "" && studio?.country !== filter.market) return false;
    if (filter.studio !== "" && space.studio !== filter.studio) return false;
    if (filter.feature !== "" && !space.features.includes(filter.feature)) return false;
    if (filter.production !== "" && !planned.has(space.id) && !stock.barsOf(space.id).some((bar) => bar.production === filter.production)) return false;
    return text === "" || hasText(stock, space, text) || placements.some((item) => item.stages.some((stage) => membersOf(stage).includes(space.id)) && plain(stock.productionName(item.production)).includes(text));
  });
}

function plannedOn(placements: Placement[], production: string): Set<string> {
  if (production === "") return new Set();
  return new Set(placements.filter((item) => item.production === production).flatMap((item) => item.stages.flatMap(membersOf)));
}

function hasText(stock: Stock, space: Space, text: string): boolean {
  const studio = stock.studios.get(space.studio);
  const names = [space.id, ...Object.values(space.name), studio?.city ?? "", ...(studio === undefined ? [] : Object.values(studio.name)), ...space.features];
  return names.some((name) => plain(String(name)).includes(text)) || stock.barsOf(space.id).some((bar) => plain(bar.label).includes(text));
}

export interface Choice {
  value: string;
  label: string;
}

/** What can be chosen, each by its name in the reader's language. */
export function choicesOf(stock: Stock, language: string): Record<"market" | "studio" | "feature" | "production", Choice[]> {
  const regions = new Intl.DisplayNames(language, { type: "region" });
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const sorted = (choices: Choice[]): Choice[] => choices.sort((a, b) => compare(a.label, b.label));
  const used = new Set(stock.board.spaces.map((space) => space.studio));
  const studios = stock.board.studios.filter((studio) => used.has(studio.id));
  return {
    market: sorted([...new Set(studios.map((studio) => studio.country))].map((value) => ({ value, label: marketName(value, regions) }))),
    studio: sorted(studios.map((studio) => ({ value: studio.id, label: named(studio.name, language) }))),
    feature: sorted([...new Set(stock.board.spaces.flatMap((space) => space.features))].map((value) => ({ value, label: value }))),
    production: sorted(productionChoices(stock)),
  };
}

/** Productions by their names; those that share one are told apart by their ids. */
export function productionChoices(stock: Stock): Choice[] {
  const times = new Map<string, number>();
  for (const { name } of stock.board.productions) times.set(name, (times.get(name) ?? 0) + 1);
  return stock.board.productions.map(({ id, name }) => ({ value: id, label: times.get(name) === 1 ? name : `${name} (${id})` }));
}

/** A country by its name; what is no country code stays as it is. */
export function marketName(code: string, regions: Intl.DisplayNames): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}
