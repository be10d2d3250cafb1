/** Small choices kept in this browser. A browser that keeps nothing is as good: every read has a default. */

const PREFIX = "stagehold.";

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window may refuse: then the choice lasts until the page is closed.
  }
}
