/** Names of what the pages speak of, in the reader's language; ids until they are known. */

import { read } from "../../api.ts";
import type { Name } from "../../types.ts";
import { words } from "../../words.svelte.ts";

export type Table = "studios" | "spaces" | "parties" | "productions" | "titles" | "leases" | "scenarios";
export type RecordOf = Record<string, unknown> & { id: string };
interface Page {
  records: { id: string; version: number; record: Record<string, unknown> }[];
  next: string | null;
}

const tables = $state<Partial<Record<Table, Map<string, RecordOf>>>>({});
const coming = new Set<Table>();

async function fetchAll(table: Table): Promise<void> {
  const found = new Map<string, RecordOf>();
  let cursor: string | undefined;
  do {
    const page: Page = await read<Page>(`/portfolio/${table}`, { limit: 500, cursor });
    for (const { id, record } of page.records) found.set(id, { ...record, id });
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  tables[table] = found;
}

/** The records of a table; asked for at the first call, and empty until they are there. */
function records(table: Table): Map<string, RecordOf> {
  const there = tables[table];
  if (there !== undefined) return there;
  if (!coming.has(table)) {
    coming.add(table);
    void fetchAll(table).catch(() => {
      // A reader who may not see the table reads ids; the page's own request says what is wrong.
      tables[table] = new Map();
    });
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
    for (const table of Object.keys(tables) as Table[]) delete tables[table];
    coming.clear();
  },
};

export { named };
