import assert from "node:assert/strict";
import { test } from "node:test";

import { crc32, sheetName, workbook } from "./xlsx.ts";

test("the check sum is that of zip", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

test("a workbook begins and ends as a zip, and is the same for the same table", () => {
  const one = workbook("Stages", [["Name", "Days"], ["A", 3]]);
  assert.deepEqual([...one.slice(0, 4)], [0x50, 0x4b, 3, 4]);
  assert.deepEqual([...one.slice(-22, -18)], [0x50, 0x4b, 5, 6]);
  assert.deepEqual(one, workbook("Stages", [["Name", "Days"], ["A", 3]]));
});

test("text that looks like a formula or markup stays text", () => {
  const text = new TextDecoder().decode(workbook("T", [["=1+1", "<b>&\u0000"]]));
  assert.match(text, /<is><t xml:space="preserve">=1\+1<\/t><\/is>/);
  assert.match(text, /&lt;b&gt;&amp;<\/t>/);
});

test("a sheet's name has no sign that a formula needs, and is never empty", () => {
  assert.equal(sheetName("a/b: [c]*?"), "a b   c");
  assert.equal(sheetName("***"), "1");
  assert.equal(sheetName("x".repeat(40)).length, 31);
});
