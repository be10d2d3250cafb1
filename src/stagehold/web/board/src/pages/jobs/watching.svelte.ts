/** One job, kept true while it is at work: its progress comes as server-sent events. */

import { address, Problem, read } from "../../api.ts";
import { asProblem } from "../frame/loading.svelte.ts";
import type { Job, Progress } from "../frame/shapes.ts";

export class Watched {
  job = $state.raw<Job | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Said by the stream, newer than what stands in the job. */
  progress = $state.raw<Progress | null>(null);
  lost = $state(false);

  get working(): boolean {
    return this.job !== null && (this.job.state === "waiting" || this.job.state === "running");
  }
}

/** Watch a job for as long as the component is there. */
export function watching(id: () => string): Watched {
  const watched = new Watched();
  $effect(() => {
    const job = id();
    const stop = new AbortController();
    let stream: EventSource | null = null;
    watched.job = null;
    watched.problem = null;
    watched.progress = null;

    const follow = (): void => {
      stream = new EventSource(address(`/plans/${encodeURIComponent(job)}/progress`));
      stream.addEventListener("progress", (event) => {
        watched.progress = JSON.parse(event.data) as Progress | null;
        watched.lost = false;
        if (watched.job?.state === "waiting" && watched.progress !== null) watched.job = { ...watched.job, state: "running" };
      });
      stream.addEventListener("ended", (event) => {
        const ended = JSON.parse(event.data) as Job;
        watched.lost = false;
        stream?.close();
        // The stream does not know the language of the page: why nothing was made is read once more.
        if (ended.trouble === null) watched.job = ended;
        else void reading();
      });
      // The browser connects anew by itself; until then the reader is told.
      stream.onerror = () => (watched.lost = true);
      stream.onopen = () => (watched.lost = false);
    };
    const reading = (): Promise<void> =>
      read<Job>(`/plans/${encodeURIComponent(job)}`, {}, stop.signal).then(
        (found) => {
          if (stop.signal.aborted) return;
          watched.job = found;
          watched.progress = found.progress;
          if (watched.working) follow();
        },
        (wrong: unknown) => {
          if (!stop.signal.aborted) watched.problem = asProblem(wrong);
        },
      );
    void reading();
    return () => {
      stop.abort();
      stream?.close();
    };
  });
  return watched;
}
