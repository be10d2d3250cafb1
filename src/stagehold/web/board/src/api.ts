/** Requests to the server: JSON in, JSON out, problem documents as errors. */

/** What the server says when it refuses (RFC 9457), as an error. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;
  /** The language of its message: English where the server has no other. */
  readonly language: string;

  constructor(status: number, body: Record<string, unknown>, language = "en") {
    super(typeof body.detail === "string" ? body.detail : `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.code = typeof body.code === "string" ? body.code : String(body.type ?? "");
    this.body = body;
    this.language = language;
  }
}

type Query = Record<string, string | number | boolean | undefined>;

interface Options {
  query?: Query;
  /** Of what was read: a change since then is refused with 412. */
  etag?: string;
  /** The same key makes the same request count once. */
  key?: string;
  signal?: AbortSignal;
}

const API = "/api/v1";

/** The address of an API path with its query. */
export function address(path: string, query: Query = {}): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(parts.map(([name, value]) => [name, String(value)])).toString();
  return `${API}${path}${text === "" ? "" : `?${text}`}`;
}

/** Problems are told in the language of the page. */
export const spoken = (): { "Accept-Language": string } => ({ "Accept-Language": document.documentElement.lang || "en" });

/** The problem that a reply with this body tells of. */
export function problemOf(reply: Response, body: unknown): Problem {
  return new Problem(reply.status, (body as Record<string, unknown>) ?? {}, reply.headers.get("Content-Language") ?? "en");
}

async function send<T>(method: string, path: string, body: unknown, options: Options): Promise<T> {
  const headers: Record<string, string> = { "X-Stagehold": "1", ...spoken() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (options.etag !== undefined) headers["If-Match"] = options.etag;
  if (options.key !== undefined) headers["Idempotency-Key"] = options.key;
  let reply: Response;
  try {
    reply = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (wrong) {
    if (options.signal?.aborted) throw wrong;
    throw new Problem(0, { code: "unreachable", detail: String(wrong) });
  }
  const text = await reply.text();
  const given = text === "" ? undefined : JSON.parse(text);
  if (!reply.ok) throw problemOf(reply, given);
  return given as T;
}

export const read = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  send<T>("GET", path, undefined, { query, ...(signal === undefined ? {} : { signal }) });
export const act = <T>(path: string, body: unknown, options: Options = {}): Promise<T> =>
  send<T>("POST", path, body, { key: crypto.randomUUID(), ...options });
export const put = <T>(path: string, body: unknown, options: Options = {}): Promise<T> =>
  send<T>("PUT", path, body, options);
export const remove = <T>(path: string, options: Options = {}): Promise<T> =>
  send<T>("DELETE", path, undefined, options);
