/** Sending a file as it is; the server reads it. */

import { address, Problem, problemOf, spoken } from "../../api.ts";
import type { Finding } from "../../types.ts";

/** What stands where: the file with its line, in a workbook the cell. */
interface InPlace {
  file: string;
  line: number;
  cell: string | null;
}
export interface FieldChange extends InPlace {
  field: string;
  before: string | null;
  after: string | null;
}
export interface RecordChange extends InPlace {
  kind: string;
  id: string;
  name: string;
  what: "added" | "changed";
  fields: FieldChange[];
}
/** What an import would do: `POST /api/v1/import/preview` (web/shapes/intake.py). */
export interface Previewed {
  ready: boolean;
  counts: { kind: string; added: number; changed: number; same: number; absent: number }[];
  changes: RecordChange[];
  changes_in_all: number;
  findings: (Omit<Finding, "line"> & InPlace & { in_words: { rule: string; found: string; allowed: string } })[];
  findings_in_all: number;
}

const KINDS: Record<string, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  yaml: "application/yaml",
  yml: "application/yaml",
  json: "application/json",
  zip: "application/zip",
};

/** The media type by the ending of the name; null for what the server does not read. */
export function kindOf(name: string): string | null {
  return KINDS[/\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ""] ?? null;
}

export async function sendFile<T>(path: string, file: File, query: Record<string, string> = {}): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(address(path, query), {
      method: "POST",
      headers: { "X-Stagehold": "1", ...spoken(), "Content-Type": kindOf(file.name) ?? "", "Idempotency-Key": crypto.randomUUID() },
      credentials: "same-origin",
      body: file,
    });
  } catch (wrong) {
    throw new Problem(0, { code: "unreachable", detail: String(wrong) });
  }
  const text = await reply.text();
  let given: unknown;
  try {
    given = text === "" ? undefined : JSON.parse(text);
  } catch {
    throw new Problem(reply.status, { code: "internal" });
  }
  if (!reply.ok) throw problemOf(reply, given);
  return given as T;
}
