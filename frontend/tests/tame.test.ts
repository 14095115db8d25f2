import assert from "node:assert/strict";
import { test } from "node:test";
import { tame } from "../src/map/tame.ts";

test("names neither turn round nor cover what stands beside them", () => {
  assert.equal(tame("\u202e21\u202c"), "21");
  assert.equal(tame("\u2069\u202eQasr\u0000\u2029"), "Qasr");
  assert.equal(tame(`Z${"\u0335".repeat(60)}a`), `Z${"\u0335".repeat(6)}a`);
  assert.equal([...tame("𐐷".repeat(500))].length, 120);
});

test("names of every script stay as they are", () => {
  for (const name of ["قضاء طوز خورماتو", "Đồng Tháp", "תֵּל־אָבִיב", "ကချင်ပြည်နယ်", "Nʼzérékoré"])
    assert.equal(tame(name), name);
});
