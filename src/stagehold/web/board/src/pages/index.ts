/** Which file shows which page; each is loaded when first opened. A page is there as soon as its file is. */

import type { Component } from "svelte";

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

/** Loads a page; nothing where this version does not have it. */
export function loaderOf(page: string): (() => Promise<{ default: Page }>) | undefined {
  const file = FILES[page];
  const load = file === undefined ? undefined : found[`./${file}.svelte`];
  if (load === undefined) return undefined;
  return async () => (await Promise.all([load(), words.ofPages()]))[0];
}
