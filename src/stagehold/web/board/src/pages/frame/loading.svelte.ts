/** Something read from the server: what came, what went wrong, and reading it again. */

import { Problem } from "../../api.ts";
import { session } from "../../session.svelte.ts";

export class Loaded<T> {
  data = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(true);
  #turn = $state(0);

  /** Read it again; what is shown stays until the new answer is there. */
  again(): void {
    this.#turn += 1;
  }
  get turn(): number {
    return this.#turn;
  }
}

export function asProblem(wrong: unknown): Problem {
  return wrong instanceof Problem ? wrong : new Problem(0, { code: "page", detail: String(wrong) });
}

/**
 * Read with `ask`, and again whenever what `ask` reads of the page's state changes. An answer that comes after a
 * newer question is dropped. `null` in place of a question: there is nothing to read yet.
 */
export function loading<T>(ask: (signal: AbortSignal) => Promise<T> | null): Loaded<T> {
  const loaded = new Loaded<T>();
  $effect(() => {
    void loaded.turn;
    const stop = new AbortController();
    const coming = ask(stop.signal);
    if (coming === null) {
      loaded.busy = false;
      loaded.data = null;
      loaded.problem = null;
      return undefined;
    }
    loaded.busy = true;
    coming.then(
      (data) => {
        if (stop.signal.aborted) return;
        loaded.data = data;
        loaded.problem = null;
        loaded.busy = false;
      },
      (wrong: unknown) => {
        if (stop.signal.aborted) return;
        const problem = asProblem(wrong);
        if (problem.status === 401) session.lost();
        loaded.problem = problem;
        loaded.busy = false;
      },
    );
    return () => stop.abort();
  });
  return loaded;
}

/** Something the reader asks to be done: whether it is under way, and why it was not done. */
export class Doing {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Do it, unless it is under way; true when it was done. */
  async run(what: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await what();
      return true;
    } catch (wrong) {
      this.problem = asProblem(wrong);
      if (this.problem.status === 401) session.lost();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
