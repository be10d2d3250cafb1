/** Names of what the pages speak of, in the reader's language; ids until they are known. */

import { read } from "../../api.ts";
import { session } from "../../session.svelte.ts";
import type { Name } from "../../types.ts";
import { words } from "../../words.svelte.ts";

export type Table = "studios" | "spaces" | "parties" | "productions" | "titles" | "leases" | "scenarios";
export type RecordOf = Record<string, unknown> & { id: string };
interface Page {
  records: { id: string; version: number; record: Record<string, unknown> }[];
  next: string | null;
}

// By reader and table: whoever signs in next in the same window is shown nothing of the one before.
const tables = $state<Record<string, Map<string, RecordOf>>>({});
const coming = new Set<string>();
const NOBODY = "";

const keyOf = (table: Table): string => `${session.me?.user ?? NOBODY}\n${table}`;

/** Keep it for its reader, if that is who is here, and let go what others have read. */
function keep(key: string, found: Map<string, RecordOf>): void {
  const reader = key.split("\n")[0];
  if (reader !== (session.me?.user ?? NOBODY)) return;
  for (const other of Object.keys(tables)) if (other.split("\n")[0] !== reader) delete tables[other];
  for (const other of coming) if (other.split("\n")[0] !== reader) coming.delete(other);
  tables[key] = found;
}

async function fetchAll(table: Table, key: string): Promise<void> {
  const found = new Map<string, RecordOf>();
  let cursor: string | undefined;
  do {
    const page: Page = await read<Page>(`/portfolio/${table}`, { limit: 500, cursor });
    for (const { id, record } of page.records) found.set(id, { ...record, id });
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  keep(key, found);
}

/** The records of a table; asked for at the first call, and empty until they are there. */
function records(table: Table): Map<string, RecordOf> {
  const key = keyOf(table);
  const there = tables[key];
  if (there !== undefined) return there;
  if (!coming.has(key)) {
    coming.add(key);
    // A reader who may not see the table reads ids; the page's own request says what is wrong.
    void fetchAll(table, key).catch(() => keep(key, new Map()));
  }
  return new Map();
}

function named(value: unknown, otherwise: string): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return otherwise;
  const name = value as Name;
  return name[words.language] ?? name.en ?? otherwise;
}

function nameIn(table: Table, id: string): string {
  return named(records(table).get(id)?.name, id);
}

export const known = {
  records,
  list: (table: Table): RecordOf[] => [...records(table).values()],
  studio: (id: string): string => nameIn("studios", id),
  party: (id: string): string => nameIn("parties", id),
  production: (id: string): string => nameIn("productions", id),
  lease: (id: string): string => nameIn("leases", id),
  title: (id: string): string => nameIn("titles", id),
  scenario: (id: string): string => nameIn("scenarios", id),
  /** A space with its studio, so that "Stage 1" is not two places; of a joined whole, each member. */
  space: (id: string): string => {
    const space = records("spaces").get(id);
    if (space === undefined) return id.includes("+") ? id.split("+").map(known.space).join(" + ") : id;
    const studio = typeof space.studio === "string" ? known.studio(space.studio) : "";
    return [studio, named(space.name, id)].filter(Boolean).join(" · ");
  },
  /** The time zone of the studio of a space. */
  zone: (space: string): string | undefined => {
    const studio = records("spaces").get(space)?.studio;
    const zone = typeof studio === "string" ? records("studios").get(studio)?.time_zone : undefined;
    return typeof zone === "string" ? zone : undefined;
  },
  /** Read everything anew: another reader, or other facts. */
  forget(): void {
    for (const key of Object.keys(tables)) delete tables[key];
    coming.clear();
  },
};

export { named };
