import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "./history.ts";
import { commandOf, type Mode } from "./keys.ts";
import { Lettering } from "./lettering.ts";

const press = (key: string, mode: Mode, more: Partial<Record<"shiftKey" | "ctrlKey" | "metaKey" | "altKey", boolean>> = {}): ReturnType<typeof commandOf> =>
  commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, mode);

test("the same arrow moves the view, leads to the next bar, or moves what is in the hand", () => {
  assert.deepEqual(press("ArrowRight", "view"), { do: "pan", screens: 0.1 });
  assert.deepEqual(press("ArrowRight", "bar"), { do: "bar", step: 1 });
  assert.deepEqual(press("ArrowRight", "hand"), { do: "shift", days: 1 });
  assert.deepEqual(press("ArrowRight", "hand", { shiftKey: true }), { do: "shift", days: 7 });
  assert.deepEqual(press("ArrowLeft", "hand", { altKey: true }), { do: "shift-start", days: -1 });
});

test("zoom, today, ends and search work in the view and on a bar", () => {
  for (const mode of ["view", "bar"] as const) {
    assert.deepEqual(press("+", mode), { do: "zoom", factor: 1.5 });
    assert.deepEqual(press("t", mode), { do: "today" });
    assert.deepEqual(press("Home", mode), { do: "first" });
    assert.deepEqual(press("/", mode), { do: "search" });
  }
});

test("in the hand nothing else is begun; Enter drops and Escape leaves", () => {
  assert.deepEqual([press("Enter", "hand"), press("Escape", "hand"), press("n", "hand")], [{ do: "drop" }, { do: "cancel" }, null]);
});

test("keys of the browser stay the browser's", () => {
  assert.equal(press("f", "view", { ctrlKey: true }), null);
  assert.equal(press("ArrowLeft", "bar", { altKey: true }), null);
  assert.equal(press("Tab", "bar"), null);
  assert.deepEqual(press("z", "bar", { ctrlKey: true }), { do: "undo" });
  assert.equal(press("z", "bar", { ctrlKey: true, shiftKey: true }), null);
});

test("steps are undone from the latest; one that cannot says why, once", async () => {
  const history = new History();
  const done: string[] = [];
  history.add({ label: "a", undo: async () => void done.push("a") });
  history.add({ label: "b", undo: null, why: "because" });
  assert.deepEqual(await history.undo(), { done: "cannot", label: "b", why: "because" });
  assert.deepEqual(await history.undo(), { done: "undone", label: "a" });
  assert.deepEqual(await history.undo(), { done: "nothing" });
  assert.deepEqual(done, ["a"]);
});

test("a step whose undoing fails can be tried again", async () => {
  const history = new History();
  history.add({ label: "a", undo: () => Promise.reject(new Error("no")) });
  await assert.rejects(() => history.undo());
  assert.equal(history.length, 1);
});

test("a text is cut to its room, or left out where nothing of it would be read", () => {
  const letters = new Lettering((text) => text.length * 10);
  assert.equal(letters.fit("Production", 100, "x"), "Production");
  assert.equal(letters.fit("Production", 60, "x"), "Produ…");
  assert.equal(letters.fit("Production", 20, "x"), "");
  for (let room = 0; room < 300; room += 3) assert.ok(letters.width(letters.fit("A name of many signs 名前", room, "x"), "x") <= Math.max(room, 0));
});
