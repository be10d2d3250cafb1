/** Sending a file as it is; the server reads it. */

import { address, Problem } from "../../api.ts";
import type { Finding } from "../../types.ts";

export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}
export interface RecordChange {
  kind: string;
  id: string;
  what: "added" | "changed" | "removed";
  fields: FieldChange[];
}
export interface Previewed {
  changes: RecordChange[];
  findings: (Finding & { cell?: string })[];
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

export async function sendFile<T>(path: string, file: File, why = ""): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(address(path, why === "" ? {} : { why }), {
      method: "POST",
      headers: { "X-Stagehold": "1", "Content-Type": kindOf(file.name) ?? "", "Idempotency-Key": crypto.randomUUID() },
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
  if (!reply.ok) throw new Problem(reply.status, (given as Record<string, unknown>) ?? {});
  return given as T;
}
