/**
 * The snapshot of the board, kept true by the stream of events. When the line is lost it goes on trying, and goes on
 * from the last event it has seen: nothing is missed, also over a restart of the server.
 */

import { address, Problem, read } from "./api.ts";
import { touchedBy, type DeskEvent } from "./events.ts";
import { session } from "./session.svelte.ts";
import { changedLines, merged, Stock } from "./timeline/stock.ts";
import type { Board, BoardLines } from "./types.ts";

export type LiveState = "idle" | "loading" | "open" | "lost" | "failed";

/** What somebody else has just done. */
export interface News {
  by: string;
  what: string;
  spaces: string[];
}

const GATHER = 30; // milliseconds in which events are gathered before the stages are read
const FRESH = 4000; // milliseconds for which what has changed is marked
const LONGEST_WAIT = 5000;
const MOST_SPACES = 150; // of more, everything is read again
const UNSEEN = 20_000; // milliseconds in the background after which nothing is listened to
const UNTOLD = 400; // milliseconds in which an outside party gathers what it is not told the content of

let state = $state<LiveState>("idle");
let stock = $state.raw<Stock | null>(null);
let problem = $state.raw<Problem | null>(null);
let fresh = $state.raw<ReadonlySet<string>>(new Set());
let news = $state.raw<News | null>(null);

let ahead: Promise<Board | null> | null = null;
let source: EventSource | null = null;
let last = 0;
let tries = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;
let resting: ReturnType<typeof setTimeout> | undefined;
let gathering: ReturnType<typeof setTimeout> | undefined;
let spaces = new Set<string>();
let all = false;
let theirs: News | null = null;
const own = new Set<number>();

export const live = {
  get state(): LiveState {
    return state;
  },
  get stock(): Stock | null {
    return stock;
  },
  get problem(): Problem | null {
    return problem;
  },
  /** Keys of bars that have changed within the last seconds. */
  get fresh(): ReadonlySet<string> {
    return fresh;
  },
  get news(): News | null {
    return news;
  },
  /** Ask for the board while it is still being asked who the reader is: the one need not wait for the other. */
  ask(): void {
    ahead = read<Board>("/board").catch(() => null);
  },
  /** Begin, once; a second call does nothing while it runs. */
  start(): void {
    if (state !== "idle" && state !== "failed") return;
    state = "loading";
    void begin();
  },
  stop(): void {
    close();
    clearTimeout(waiting);
    clearTimeout(gathering);
    state = "idle";
    [stock, news, fresh, problem, theirs] = [null, null, new Set(), null, null];
    [last, tries, all, spaces] = [0, 0, false, new Set()];
    ahead = null;
    own.clear();
  },
  /** Read everything again now. */
  refresh(): Promise<void> {
    return readAll();
  },
  /** Read some stages again now: after one's own change, before its event comes. */
  async look(some: Iterable<string>): Promise<void> {
    for (const space of some) spaces.add(space);
    await flush();
  },
  /** An event that is the reader's own is not told as news. */
  mine(number: number): void {
    own.add(number);
  },
};

async function begin(): Promise<void> {
  try {
    await readAll();
  } catch (wrong) {
    fail(wrong);
    return;
  }
  if (state === "idle") return; // stopped meanwhile
  connect();
}

function fail(wrong: unknown): void {
  if (!(wrong instanceof Problem)) throw wrong;
  if (wrong.status === 401) return session.lost();
  problem = wrong;
  if (stock === null) state = "failed";
}

async function readAll(): Promise<void> {
  const asked = ahead;
  ahead = null;
  const board = (await asked) ?? (await read<Board>("/board"));
  if (state === "idle") return;
  if (stock === null || board.number !== stock.board.number) take(board, null);
  last = Math.max(last, board.number);
  problem = null;
}

function take(board: Board, told: News | null): void {
  const before = stock?.board;
  stock = new Stock(board);
  if (before === undefined || told === null) return;
  const changed = changedLines(before, board);
  news = told;
  fresh = changed;
  setTimeout(() => {
    if (fresh === changed) fresh = new Set();
    if (news === told) news = null;
  }, FRESH);
}

function connect(): void {
  close();
  source = new EventSource(address("/events", { after: last }));
  source.addEventListener("open", () => {
    tries = 0;
    state = "open";
  });
  source.addEventListener("change", (event) => changed(event as MessageEvent<string>));
  source.addEventListener("reset", (event) => {
    last = Number((event as MessageEvent<string>).lastEventId) || 0;
    all = true;
    gather();
  });
  // Something has changed that the reader may not see: what can be seen may be other days that are free.
  source.addEventListener("changed", (event) => {
    last = Math.max(last, Number((event as MessageEvent<string>).lastEventId) || 0);
    all = true;
    gather(UNTOLD);
  });
  source.addEventListener("error", () => void lost());
}

function close(): void {
  source?.close();
  source = null;
}

function changed(message: MessageEvent<string>): void {
  const event = JSON.parse(message.data) as DeskEvent;
  last = Math.max(last, event.number);
  if (stock === null) return;
  const touched = touchedBy(event, stock.board);
  for (const space of touched.spaces) spaces.add(space);
  all ||= touched.all;
  if (!own.delete(event.number) && event.by !== session.me?.user) theirs = { by: event.by, what: event.what, spaces: [...touched.spaces] };
  gather();
}

function gather(wait = GATHER): void {
  clearTimeout(gathering);
  gathering = setTimeout(() => void flush().catch(fail), wait);
}

async function flush(): Promise<void> {
  const wanted = spaces;
  const whole = all || wanted.size > MOST_SPACES;
  const told = theirs;
  [spaces, all, theirs] = [new Set(), false, null];
  if (wanted.size === 0 && !whole) return;
  try {
    if (whole) {
      take(await read<Board>("/board"), told);
      return;
    }
    const shown = [...wanted].filter((space) => stock?.spaces.has(space));
    if (shown.length === 0) return;
    const given = await read<BoardLines>("/board/lines", { spaces: shown.join(",") });
    if (stock !== null) take(merged(stock.board, given, new Set(shown)), told);
  } catch (wrong) {
    // What was wanted is still wanted once the server answers again.
    for (const space of wanted) spaces.add(space);
    all ||= whole;
    throw wrong;
  }
}

/** A browser keeps six connections to a server: a page that is left, or that nobody sees, gives its one back. */
function wake(): void {
  if (source !== null || stock === null || state === "idle") return;
  clearTimeout(waiting);
  void again();
}
window.addEventListener("pagehide", close);
window.addEventListener("pageshow", wake);
document.addEventListener("visibilitychange", () => {
  clearTimeout(resting);
  if (document.visibilityState === "hidden") resting = setTimeout(close, UNSEEN);
  else wake();
});

/** The line is gone: say so, and try again after a while, at most five seconds. */
async function lost(): Promise<void> {
  close();
  if (state === "idle") return;
  const wait = Math.min(LONGEST_WAIT, 250 * 2 ** tries);
  tries += 1;
  if (tries > 1) state = "lost";
  clearTimeout(waiting);
  waiting = setTimeout(() => void again(), wait);
}

async function again(): Promise<void> {
  try {
    await read("/me"); // a stream says nothing about why it is refused
    if (spaces.size > 0 || all) await flush();
    connect();
  } catch (wrong) {
    if (wrong instanceof Problem && wrong.status === 401) session.lost();
    else await lost();
  }
}
