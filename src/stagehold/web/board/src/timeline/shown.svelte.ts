/** What the timeline shows: the board through its filters, in rows, with the plan over it. Follows whatever changes. */

import { untrack } from "svelte";

import { todayIn } from "../days.ts";
import { live } from "../live.svelte.ts";
import { route } from "../route.svelte.ts";
import type { Placement, Space } from "../types.ts";
import { barsOfPlan, inLanes, type Bar } from "./bars.ts";
import { draft } from "./draft.svelte.ts";
import { filterOf, shownSpaces, type Filter } from "./filter.ts";
import { layer } from "./layer.svelte.ts";
import { rowsOf, wholeHeight, type Row } from "./rows.ts";
import type { Extent } from "./sight.ts";
import type { Stock } from "./stock.ts";
import { nowAt } from "./view.ts";

interface Planned {
  bars: Map<string, Bar[]>;
  lanes: Map<string, number>;
}

export class Shown {
  /** A clock that moves on by itself, in milliseconds. */
  now = $state(Date.now());
  readonly stock: Stock | null = $derived(live.stock);
  readonly query: Record<string, string> = $derived(route.place.query);
  // Days come and go in the address all the time: what does not depend on them is not made anew.
  private readonly filterKey: string = $derived(JSON.stringify(filterOf(this.query)));
  readonly filter: Filter = $derived(JSON.parse(this.filterKey) as Filter);
  private readonly closedKey: string = $derived(this.query.closed ?? "");
  readonly closed: Set<string> = $derived(new Set(this.closedKey.split(",").filter(Boolean)));
  readonly placements: Placement[] = $derived(draft.on ? draft.placements : (layer.plan?.placements ?? []));
  readonly planned: Planned = $derived(planOf(this.stock, this.placements, draft.moved));
  readonly spaces: Space[] = $derived(this.stock === null ? [] : shownSpaces(this.stock, this.filter, this.placements));
  readonly rows: Row[] = $derived.by(() => {
    const known = this.stock;
    if (known === null) return [];
    const lanes = this.planned.lanes;
    return rowsOf(this.spaces, known.studios, this.closed, { lanesOf: (space) => known.lanesOf(space), planLanesOf: (space) => lanes.get(space) ?? 0 });
  });
  readonly total: number = $derived(wholeHeight(this.rows));
  readonly today: number = $derived(todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(this.now)));
  readonly extent: Extent = $derived(this.stock === null ? { first: 0, last: 1 } : this.stock.extent(untrack(() => this.today)));
  readonly nows: Map<string, number> = $derived(this.stock === null ? new Map<string, number>() : nowAt(this.stock.board.studios, new Date(this.now)));

  barsOf = (row: Row): readonly Bar[] =>
    row.kind !== "space" || this.stock === null ? [] : [...this.stock.barsOf(row.id), ...(this.planned.bars.get(row.id) ?? [])];

  row = (key: string): Row | null => this.rows.find((item) => item.key === key) ?? null;

  /** A bar by its key; one of the desk also by the key of any line in it. */
  bar(key: string): Bar | null {
    const known = this.stock;
    if (known === null || key === "") return null;
    for (const list of this.planned.bars.values()) for (const bar of list) if (bar.key === key) return bar;
    const line = key.slice(5);
    const at = known.board.lines.id.indexOf(line);
    const space = at < 0 ? undefined : known.board.lines.space[at];
    if (space === undefined) return null;
    return known.barsOf(space).find((bar) => bar.key === key || bar.pieces.some((piece) => piece.id === line)) ?? null;
  }
}

function planOf(stock: Stock | null, placements: Placement[], moved: ReadonlySet<string>): Planned {
  const bars = stock === null ? new Map<string, Bar[]>() : barsOfPlan(placements, (id) => stock.productionName(id), moved);
  return { bars, lanes: new Map([...bars].map(([space, list]) => [space, inLanes(list)])) };
}
