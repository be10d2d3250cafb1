/**
 * Where the reader is. All of it stands in the address behind the #, so that a link reopens exactly what one sees:
 * `#/plan/job-1?from=2028-01-01&market=JP`.
 */

export interface Place {
  page: string;
  id: string;
  query: Record<string, string>;
}

/** What stood in an address; what no address can hold stays as it is written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function placeOf(hash: string): Place {
  const [path = "", text = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [page = "", ...rest] = path.split("/");
  return {
    page: page === "" ? "timeline" : decoded(page),
    id: rest.map(decoded).join("/"),
    query: Object.fromEntries(new URLSearchParams(text)),
  };
}

export function hashOf(place: { page: string; id?: string; query?: Record<string, string | undefined> }): string {
  const id = (place.id ?? "").split("/").filter(Boolean).map(encodeURIComponent).join("/");
  const kept = Object.entries(place.query ?? {}).filter((entry): entry is [string, string] => !!entry[1]);
  const text = new URLSearchParams(kept).toString();
  return `#/${encodeURIComponent(place.page)}${id === "" ? "" : `/${id}`}${text === "" ? "" : `?${text}`}`;
}

let current = $state<Place>(placeOf(location.hash));
window.addEventListener("hashchange", () => (current = placeOf(location.hash)));

export const route = {
  get place(): Place {
    return current;
  },
  /** Go there; the browser's back button leads back. */
  go(place: { page: string; id?: string; query?: Record<string, string | undefined> }): void {
    location.hash = hashOf(place);
  },
  /** Change the query of this place without a step in the history. */
  keep(query: Record<string, string | undefined>): void {
    const merged = { ...current.query, ...query };
    const hash = hashOf({ ...current, query: merged });
    history.replaceState(null, "", hash);
    current = placeOf(hash);
  },
};
