/** The page on made-up data without a server, for work on its looks: `npx vite`, then /made.html?stages=300&bars=3000. */

import { dayOf, textOf } from "./days.ts";
import { madeBoard } from "./timeline/made.ts";
import type { Plan } from "./types.ts";

const asked = new URLSearchParams(location.search);
const stages = Number(asked.get("stages") ?? 24);
const board = madeBoard(stages, Number(asked.get("bars") ?? stages * 8), dayOf("2026-01-01"));
const may = ["own-account", "read-desk", "read-facts", "read-journal", "read-inbox", "read-plans", "place-holds", "act-on-bookings", "close-spaces", "make-plans", "publish-plans", "change-facts", "manage-people"];
const me = { user: "ann", display: "Ann Reader", language: asked.get("language") ?? "en", units: "m2", party: null, roles: { "*": "owner" }, permissions: { "*": may } };

board.plans = [{ id: "plan-1", number: 1, party: "us", made: "2026-10-01T00:00:00Z", by: "ann" }];
const { lines } = board;
lines.id.forEach((id, i) => {
  if (i % 9 !== 0 || lines.state[i] === "hold" || id === null) return;
  const [start = 0, end = 0] = [lines.start[i], lines.end[i]];
  for (const [column, value] of Object.entries({ id: `${id}-2`, booking: lines.booking[i], space: lines.space[i], start: start + 5, end: end + 12, state: "hold", rank: 2, phase: "shoot", until: new Date(Date.now() + 9e7).toISOString() }))
    (lines[column as keyof typeof lines] as unknown[]).push(value);
  board.challenges.push({ id: `ch-${i}`, version: 1, booking: "b-0", state: "open", made: "2026-11-01T00:00:00Z", deadline: new Date(Date.now() + 8.2e7).toISOString(), confirm_by: null, days: [], targets: [{ line: `${id}-2`, booking: null, answer: null, settled: false }] });
});
for (const space of board.spaces) space.turnover = [1, 3];
if (asked.get("long") !== null) {
  for (const item of [...board.spaces, ...board.studios]) item.name = { en: `<img src=x onerror=alert(1)> ${"A very long name ".repeat(12)}` };
  for (const item of board.productions) item.name = `${"とても長い制作名".repeat(25)}`;
}
const plan: Plan = {
  status: "optimal", objective: 12, bound: 12, gap: 0, seconds: 1, seed: 0, terms: {}, late: [], remedies: [], assumptions: [], findings: [], party: "us",
  placements: board.spaces.slice(0, 12).map((space, i) => {
    const start = dayOf("2026-12-01") + i * 13;
    const at = (days: number): string => textOf(start + days);
    return {
      production: `p-${i}`, need: "main", stages: [space.id], start: at(0), end: at(95), late_days: i % 4 === 0 ? 14 : 0,
      phases: [{ phase: "build", start: at(0), end: at(20) }, { phase: "prelight", start: at(20), end: at(25) }, { phase: "shoot", start: at(25), end: at(60) }, { phase: "standing", start: at(60), end: at(80) }, { phase: "strike", start: at(80), end: at(95) }],
    };
  }),
  unplaced: [{ production: "p-20", why: [{ stage: "s-1", reason: "taken", by: [], detail: "" }] }],
};
const answers: Record<string, unknown> = {
  "/me": me,
  "/board": asked.get("empty") ? { ...board, spaces: [], studios: [], leases: [] } : board,
  "/published/plan-1": { id: "plan-1", number: 1, party: "us", made: "", by: "", plan },
};
window.fetch = async (input) => {
  const path = new URL(String(input), location.href).pathname.replace("/api/v1", "");
  const found = answers[path];
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (found === undefined) return Response.json({ code: "refused", detail: "Nothing is written here.", obstacles: [{ kind: "booking", space: "s-1", start: "2026-12-01", end: "2027-01-05", id: "b-1", party: "us" }], nearest: [{ space: "s-2", start: "2027-02-01", end: "2027-03-01" }] }, { status: 409 });
  return Response.json(found);
};
class Silent extends EventTarget {
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event("open")), 10);
  }
  close(): void {}
}
Object.assign(window, { EventSource: Silent });
await import("./main.ts");
