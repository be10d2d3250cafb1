/** How a cell opens the sources it rests on: the report that holds the cells says so to all of them. */

import { getContext, setContext } from "svelte";

import type { Source } from "../types.ts";

export interface Sourcing {
  readonly sources: Record<string, Source>;
  open(ids: string[], record: string | undefined, anchor: HTMLElement): void;
}

const KEY = Symbol("sourcing");

export function provideSourcing(sourcing: Sourcing): void {
  setContext(KEY, sourcing);
}

export function sourcing(): Sourcing | undefined {
  return getContext<Sourcing | undefined>(KEY);
}
