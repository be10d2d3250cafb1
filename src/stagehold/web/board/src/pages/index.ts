/** Which file shows which page; each is loaded when first opened. A page is there as soon as its file is. */

import type { Component } from "svelte";

import { session } from "../session.svelte.ts";
import { needsOf } from "../shell/pages.ts";
import { words } from "../words.svelte.ts";

export interface PageProps {
  /** What stands after the page's name in the address. */
  id: string;
}
export type Page = Component<PageProps>;

const FILES: Record<string, string> = {
  footprint: "Footprint",
  slate: "Slate",
  sources: "Sources",
  plan: "Plan",
  scenarios: "Scenarios",
  leases: "Leases",
  use: "Use",
  risk: "Risk",
  advice: "Advice",
  journal: "Journal",
  bookings: "Bookings",
  inbox: "Inbox",
  availability: "Availability",
  import: "Import",
  calendars: "Calendars",
  account: "Account",
  people: "People",
  about: "About",
};

const found = import.meta.glob<{ default: Page }>("./*.svelte");

export const PAGES: readonly string[] = Object.keys(FILES);

// The same promise for the same page: a page that is open stays open when something of its reader changes.
const opened = new Map<string, Promise<{ default: Page }>>();

function once(key: string, load: () => Promise<{ default: Page }>): Promise<{ default: Page }> {
  let coming = opened.get(key);
  if (coming === undefined) {
    coming = Promise.all([load(), words.ofPages()]).then(([page]) => page);
    coming.catch(() => opened.delete(key));
    opened.set(key, coming);
  }
  return coming;
}

/** Loads a page; in its place that the reader may not open it; nothing where this version does not have it. */
export function loaderOf(page: string): (() => Promise<{ default: Page }>) | undefined {
  const file = FILES[page];
  const load = file === undefined ? undefined : found[`./${file}.svelte`];
  if (load === undefined) return undefined;
  const needs = needsOf(page);
  if (needs !== undefined && !session.may(needs)) return () => once("", () => import("./frame/NotAllowed.svelte"));
  return () => once(page, load);
}
