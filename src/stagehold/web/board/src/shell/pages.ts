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

// Reports tell of all studios and parties: they are for the desk's own people, who alone may export what is known.
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
      entry("footprint", "export-facts"),
      entry("slate", "export-facts"),
      entry("leases", "export-facts"),
      entry("use", "export-facts"),
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

/** What a page takes; nothing where everybody who is signed in may open it. */
export const needsOf = (page: string): string | undefined => GROUPS.flatMap((group) => group.entries).find((item) => item.page === page)?.needs;

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
