/** Short messages at the edge of the page; also read aloud politely. */

export interface Toast {
  id: number;
  text: string;
  kind: "note" | "ok" | "bad";
  /** One thing the reader can do about it. */
  action?: { label: string; run: () => void };
}

const SECONDS = 7;
const MOST = 4;
let list = $state<Toast[]>([]);
let next = 1;
let spoken = $state("");

export const toasts = {
  get list(): Toast[] {
    return list;
  },
  /** What a screen reader reads out next. */
  get spoken(): string {
    return spoken;
  },
  say(text: string, kind: Toast["kind"] = "note", action?: Toast["action"]): void {
    const toast: Toast = { id: next++, text, kind, ...(action === undefined ? {} : { action }) };
    // Of things done only the last one is told: its button undoes the last step, and no other.
    list = [...list.filter((item) => item.text !== text && (kind !== "ok" || item.kind !== "ok")), toast].slice(-MOST);
    spoken = text;
    // Something to act on, or something that went wrong, stays longer.
    const seconds = kind === "bad" || action !== undefined ? SECONDS * 2 : SECONDS;
    setTimeout(() => toasts.dismiss(toast.id), seconds * 1000);
  },
  /** Only for screen readers: what those who see notice by themselves. */
  whisper(text: string): void {
    spoken = text;
  },
  dismiss(id: number): void {
    list = list.filter((item) => item.id !== id);
  },
};
