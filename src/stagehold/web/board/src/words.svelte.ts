/**
 * Words in the reader's language: no text stands in code. Catalogues are loaded when first used: what the timeline needs
 * to be there at once; what opens on it (`later`) when it is there; the other pages' with the first of these pages.
 */

import en from "./words/en.json";
import type laterEn from "./words/later/en.json";
import type pagesEn from "./words/pages/en.json";

export type Key = keyof typeof en | keyof typeof laterEn | keyof typeof pagesEn;
export type Language = "en" | "ja" | "ko";
export const LANGUAGES: readonly Language[] = ["en", "ja", "ko"];
type Catalogue = Record<string, string>;

const loaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: async () => ({ default: en }),
  ja: () => import("./words/ja.json"),
  ko: () => import("./words/ko.json"),
};

const laterLoaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./words/later/en.json"),
  ja: () => import("./words/later/ja.json"),
  ko: () => import("./words/later/ko.json"),
};

const pageLoaders: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./words/pages/en.json"),
  ja: () => import("./words/pages/ja.json"),
  ko: () => import("./words/pages/ko.json"),
};

let language = $state<Language>("en");
let catalogue = $state.raw<Catalogue>(en);
let wanted: Language = "en";
let withLater = false;
let withPages = false;
let laterThere: Promise<void> | null = null;
let turn = 0;

/** Read what is wanted now, and show it unless something else is wanted by then. */
async function load(): Promise<void> {
  turn += 1;
  const [mine, of] = [turn, wanted];
  const [own, later, pages] = await Promise.all([
    loaders[of](),
    withLater ? laterLoaders[of]() : null,
    withPages ? pageLoaders[of]() : null,
  ]);
  if (mine !== turn) return;
  catalogue = { ...own.default, ...later?.default, ...pages?.default };
  language = of;
  document.documentElement.lang = of;
}

export const words = {
  get language(): Language {
    return language;
  },
  /** Switch, at once and everywhere. */
  use(asked: Language): Promise<void> {
    wanted = asked;
    return load();
  },
  /** What opens on the timeline and beside it, from now on; whoever asks anew waits with the one before. */
  later(): Promise<void> {
    if (laterThere === null) {
      withLater = true;
      laterThere = load().catch((wrong: unknown) => {
        [withLater, laterThere] = [false, null];
        throw wrong;
      });
    }
    return laterThere;
  },
  /** A part of the page that is loaded when first needed, together with its words. */
  async with<T>(part: Promise<T>): Promise<T> {
    return (await Promise.all([part, words.later()]))[0];
  },
  /** The words of the pages beside the timeline too, from now on. */
  async ofPages(): Promise<void> {
    if (withPages) return words.later();
    [withLater, withPages] = [true, true]; // they speak of what opens on the timeline too
    try {
      await words.later();
      await load();
    } catch (wrong) {
      withPages = false;
      throw wrong;
    }
  },
};

/** The words under a key, with values in place of {name}. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = catalogue[key] ?? (en as Catalogue)[key] ?? key;
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
  return key in catalogue ? t(key as Key) : value;
}
