/** What can be undone, the latest first. A step that cannot says why, in one sentence, and is not skipped silently. */

export interface Step {
  label: string;
  /** Undoes it; none where it cannot be undone. */
  undo: (() => Promise<void>) | null;
  /** Why it cannot be undone. */
  why?: string;
}

export type Undone = { done: "nothing" } | { done: "undone"; label: string } | { done: "cannot"; label: string; why: string };

const MOST = 100;

export class History {
  private steps: Step[] = [];

  get length(): number {
    return this.steps.length;
  }

  get last(): Step | undefined {
    return this.steps.at(-1);
  }

  add(step: Step): void {
    this.steps.push(step);
    if (this.steps.length > MOST) this.steps.shift();
  }

  clear(): void {
    this.steps = [];
  }

  /** Undoes the latest step. One that fails stays, so that it can be tried again. */
  async undo(): Promise<Undone> {
    const step = this.steps.at(-1);
    if (step === undefined) return { done: "nothing" };
    if (step.undo === null) {
      this.steps.pop();
      return { done: "cannot", label: step.label, why: step.why ?? "" };
    }
    await step.undo();
    this.steps = this.steps.filter((item) => item !== step);
    return { done: "undone", label: step.label };
  }
}
