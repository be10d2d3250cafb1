/** Reports of the server: reading one in the reader's language, and its address as a file. */

import { address, read } from "../../api.ts";
import { session } from "../../session.svelte.ts";
import type { Report } from "../../types.ts";
import { words } from "../../words.svelte.ts";

export type ReportQuery = Record<string, string | undefined>;

function path(name: string, id: string): string {
  const parts = id.split("/").filter(Boolean).map(encodeURIComponent);
  return `/reports/${[name, ...parts].join("/")}`;
}

/** Language and units stand in the query, so that a switch of either asks anew. */
function whole(query: ReportQuery): ReportQuery {
  const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ""));
  return { ...kept, language: words.language, units: session.units };
}

export function readReport(name: string, id: string, query: ReportQuery, signal: AbortSignal): Promise<Report> {
  return read<Report>(path(name, id), whole(query), signal);
}

export function reportFile(name: string, id: string, query: ReportQuery, form: "xlsx" | "html"): string {
  return address(path(name, id), { ...whole(query), form });
}
