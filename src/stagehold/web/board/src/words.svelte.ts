/** Words in the reader's language: no text stands in code. Catalogues are loaded when first used. */

import en from "./words/en.json";

export type Key = keyof typeof en;
export type Language = "en" | "ja" | "ko";
export const LANGUAGES: readonly Language[] = ["en", "ja", "ko"];
type Catalogue = Record<string, string>;

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: async () => ({ default: en }),
  ja: () => import("./words/ja.json"),
  ko: () => import("./words/ko.json"),
};

let language = $state<Language>("en");
let catalogue = $state.raw<Catalogue>(en);

export const words = {
  get language(): Language {
    return language;
  },
  /** Switch, at once and everywhere. */
  async use(wanted: Language): Promise<void> {
    catalogue = (await loaders[wanted]()).default;
    language = wanted;
    document.documentElement.lang = wanted;
  },
};

/** The words under a key, with values in place of {name}. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = catalogue[key] ?? en[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A number with its noun: `counted("days", 1)` reads `days.one` or `days.other`. */
export function counted(stem: string, number: number, shown: string = String(number)): string {
  const form = new Intl.PluralRules(language).select(number);
  const key = (`${stem}.${form}` in catalogue ? `${stem}.${form}` : `${stem}.other`) as Key;
  return t(key, { n: shown });
}

/** The word for a value of a closed list, as `term("state", "hold")`; the value itself where there is none. */
export function term(family: string, value: string): string {
  const key = `${family}.${value}`;
  return key in en ? t(key as Key) : value;
}
