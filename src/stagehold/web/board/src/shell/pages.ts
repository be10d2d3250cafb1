/** The navigation: which pages there are, in which group, and what a reader needs to see each. */

import type { Key } from "../words.svelte.ts";

export interface Entry {
  page: string;
  name: Key;
  /** A permission at some studio. */
  needs: string;
}

export interface Group {
  name: Key;
  entries: Entry[];
}

const entry = (page: string, needs: string): Entry => ({ page, name: `nav.${page}` as Key, needs });

export const GROUPS: readonly Group[] = [
  {
    name: "nav.group.board",
    entries: [entry("timeline", "read-desk"), entry("list", "read-desk"), entry("availability", "read-desk"), entry("inbox", "read-inbox")],
  },
  {
    name: "nav.group.plan",
    entries: [entry("plan", "read-plans"), entry("scenarios", "read-plans"), entry("risk", "read-plans"), entry("advice", "read-plans")],
  },
  {
    name: "nav.group.facts",
    entries: [
      entry("footprint", "read-facts"),
      entry("slate", "read-facts"),
      entry("leases", "read-facts"),
      entry("use", "read-facts"),
      entry("sources", "read-facts"),
    ],
  },
  {
    name: "nav.group.desk",
    entries: [
      entry("journal", "read-journal"),
      entry("calendars", "own-account"),
      entry("import", "change-facts"),
      entry("people", "manage-people"),
      entry("account", "own-account"),
      entry("about", "own-account"),
    ],
  },
];

/** The groups with what the reader may open. */
export function groupsFor(may: (permission: string) => boolean): Group[] {
  return GROUPS.map((group) => ({ ...group, entries: group.entries.filter((item) => may(item.needs)) })).filter(
    (group) => group.entries.length > 0,
  );
}

/** The name of a page, also of one that is not in the navigation. */
export const nameOf = (page: string): Key =>
  (GROUPS.flatMap((group) => group.entries).find((item) => item.page === page)?.name ??
    (page === "bookings" ? "nav.bookings" : "app.missing")) as Key;
