import assert from "node:assert/strict";
import { test } from "node:test";

import { touchedBy } from "../events.ts";
import { choicesOf, isFiltered, NO_FILTER, shownSpaces } from "./filter.ts";
import { drawn, madeBoard } from "./made.ts";
import { changedLines, merged, Stock } from "./stock.ts";
import type { Board, BoardLines } from "../types.ts";

const part = (board: Board, spaces: string[]): BoardLines => {
  const rows = board.lines.space.flatMap((space, i) => (spaces.includes(space) ? [i] : []));
  const lines = Object.fromEntries(Object.entries(board.lines).map(([name, column]) => [name, rows.map((i) => (column as unknown[])[i])]));
  return { number: board.number, lines: lines as unknown as Board["lines"], bookings: board.bookings, challenges: [], closures: board.closures.filter((item) => spaces.includes(item.space)) };
};
const plain = (board: Board): unknown => board.lines.id.map((id, i) => `${id} ${board.lines.space[i]} ${board.lines.start[i]} ${board.lines.end[i]}`).sort();

test("a board merged stage by stage is the board as it is", () => {
  const draw = drawn(5);
  const [before, after] = [madeBoard(20, 100, 0, 1), madeBoard(20, 100, 0, 2)];
  let board = before;
  const spaces = before.spaces.map((space) => space.id).sort(() => draw() - 0.5);
  for (let i = 0; i < spaces.length; i += 4) board = merged(board, part(after, spaces.slice(i, i + 4)), new Set(spaces.slice(i, i + 4)));
  assert.deepEqual(plain(board), plain(after));
  assert.equal(changedLines(after, board).size, 0);
});

test("lines that came or moved are told, those that stayed are not", () => {
  const before = madeBoard(3, 9, 0);
  const after: Board = { ...before, lines: { ...before.lines, start: before.lines.start.map((day, i) => (i === 4 ? day - 1 : day)) } };
  assert.deepEqual([...changedLines(before, after)], [`line/${before.lines.id[4]}`]);
});

test("an event touches the stage a line was on and the one it goes to", () => {
  const board = madeBoard(3, 9, 0);
  const event = { number: 2, at: "", by: "", what: "move", studio: null, made: [], changes: [{ put: "line", record: { id: board.lines.id[0], space: "s-2" } }] };
  assert.deepEqual([...touchedBy(event, board).spaces], ["s-0", "s-2"]);
  assert.equal(touchedBy(event, board).all, false);
  assert.equal(touchedBy({ ...event, changes: [{ put: "lease", record: { id: "l" } }] }, board).all, true);
});

test("filters by market, studio, feature, production and text leave what fits all of them", () => {
  const stock = new Stock(madeBoard(40, 200, 0));
  const all = shownSpaces(stock, NO_FILTER, []);
  assert.equal(all.length, 40);
  const japan = shownSpaces(stock, { ...NO_FILTER, market: "JP" }, []);
  assert.ok(japan.length > 0 && japan.length < 40);
  assert.ok(shownSpaces(stock, { ...NO_FILTER, market: "JP", feature: "tank" }, []).every((space) => space.features.includes("tank")));
  assert.deepEqual(shownSpaces(stock, { ...NO_FILTER, text: "第1ステージ" }, []).map((space) => space.id), ["s-0"]);
  assert.deepEqual(shownSpaces(stock, { ...NO_FILTER, text: "STAGE 40" }, []).map((space) => space.id), ["s-39"]);
  const production = shownSpaces(stock, { ...NO_FILTER, production: "p-3" }, []);
  assert.ok(production.length > 0 && production.every((space) => stock.barsOf(space.id).some((bar) => bar.production === "p-3")));
  assert.equal(isFiltered(NO_FILTER), false);
});

test("choices are named in the reader's language", () => {
  const stock = new Stock(madeBoard(40, 20, 0));
  assert.ok(choicesOf(stock, "ja").market.some((choice) => choice.label === "日本"));
});

test("a board of no stage has days to show all the same", () => {
  const board = { ...madeBoard(1, 0, 0), spaces: [], leases: [], productions: [] };
  const { first, last } = new Stock(board).extent(100);
  assert.ok(first < 100 && last > 100);
});

test("productions that share a name are told apart where one is chosen", () => {
  const board = madeBoard(2, 4, 0);
  const first = board.productions[0];
  assert.ok(first !== undefined);
  board.productions = [{ ...first, id: "a", name: "Film" }, { ...first, id: "b", name: "Film" }, { ...first, id: "c", name: "Series" }];
  const { production } = choicesOf(new Stock(board), "en");
  assert.deepEqual(production.map((item) => item.label), ["Film (a)", "Film (b)", "Series"]);
});
