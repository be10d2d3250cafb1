/** A made-up board of any size from a seed, for measuring and for tests; never part of the product's page. */

import type { Board, Lines } from "../types.ts";

const PHASES = ["build", "prelight", "shoot", "standing", "strike"];

/** Numbers from 0 to 1, the same for the same seed. */
export function drawn(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many stages, and so many bars on them over five years from the first day. */
export function madeBoard(stages: number, bars: number, first: number, seed = 1): Board {
  const draw = drawn(seed);
  const whole = (from: number, to: number): number => from + Math.floor(draw() * (to - from));
  const lots = Math.max(1, Math.round(stages / 12));
  const zones = [["JP", "Asia/Tokyo"], ["KR", "Asia/Seoul"], ["US", "America/Los_Angeles"], ["GB", "Europe/London"], ["ES", "Europe/Madrid"]] as const;
  const place = (i: number): readonly [string, string] => zones[Math.floor((i * zones.length) / lots)] ?? zones[0];
  const DAYS = 1826;
  const board: Board = {
    number: 0,
    studios: Array.from({ length: lots }, (_, i) => ({
      id: `lot-${i}`, name: { en: `Studio ${i + 1}`, ja: `スタジオ${i + 1}`, ko: `스튜디오 ${i + 1}` }, country: place(i)[0], city: null, time_zone: place(i)[1], operator: null,
    })),
    spaces: Array.from({ length: stages }, (_, i) => ({
      id: `s-${i}`, studio: `lot-${Math.floor((i * lots) / stages)}`, kind: "stage", name: { en: `Stage ${i + 1}`, ja: `第${i + 1}ステージ`, ko: `스테이지 ${i + 1}` },
      area: { amount: String(600 + (i % 9) * 150), unit: "m2", m2: 600 + (i % 9) * 150 }, clear_height_m: 10, features: i % 3 === 0 ? ["tank"] : [], turnover: [0, 0] as [number, number],
    })),
    leases: Array.from({ length: stages }, (_, i) => ({
      id: `l-${i}`, kind: "exclusive" as const, lessee: "us", spaces: [`s-${i}`], start: first + whole(0, 300), end: first + whole(900, 1826),
      open: i % 7 === 0 ? ("unknown" as const) : ("stated" as const), stated: "", assumed: i % 11 === 0, options: [],
    })),
    closures: [], bookings: [], challenges: [], plans: [],
    lines: { id: [], booking: [], space: [], start: [], end: [], state: [], rank: [], phase: [], until: [] } satisfies Lines,
    productions: Array.from({ length: Math.max(1, Math.round(bars / 6)) }, (_, i) => ({
      id: `p-${i}`, name: `Production ${i + 1}`, titles: [], market: null, ready: first, due: first + DAYS, window: null, priority: 1, status: null,
      needs: [{ id: "main", stages: 1, length: 60, min_area_m2: null, features: [], allowed: [] }],
    })),
    parties: [{ id: "us", name: "Us" }],
  };
  const per = Math.ceil(bars / stages);
  for (let i = 0, made = 0; i < stages; i += 1) {
    let day = first + whole(0, 40);
    for (let k = 0; k < per && made < bars; k += 1, made += 1) {
      const room = DAYS / per;
      const length = Math.max(2, Math.round(room * (0.4 + draw() * 0.5)));
      const confirmed = draw() < 0.6;
      board.bookings.push({ id: `b-${made}`, version: 1, party: "us", production: `p-${made % board.productions.length}`, need: "main", title: null, one_of: [], plan: null });
      const { lines } = board;
      lines.id.push(`n-${made}`);
      lines.booking.push(`b-${made}`);
      lines.space.push(`s-${i}`);
      lines.start.push(day);
      lines.end.push(day + length);
      lines.state.push(confirmed ? "confirmed" : "hold");
      lines.rank.push(confirmed ? null : 1);
      lines.phase.push(PHASES[whole(0, PHASES.length)] ?? null);
      lines.until.push(null);
      day += Math.round(room * (confirmed ? 1 : 0.9));
    }
    if (i % 10 === 0) board.closures.push({ id: `c-${i}`, version: 1, space: `s-${i}`, start: first + 400, end: first + 430, reason: "Maintenance" });
  }
  return board;
}
