/** The snapshot of the board, kept true by the stream of events. */

export type LiveState = "idle" | "open" | "lost";
let state = $state<LiveState>("idle");

export const live = {
  get state(): LiveState {
    return state;
  },
};
