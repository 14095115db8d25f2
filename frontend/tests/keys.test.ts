import assert from "node:assert/strict";
import { test } from "node:test";
import { Keys, letterOf, type Press } from "../src/keys.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: "",
  modified: false,
  typing: false,
  dialog: false,
  ...more,
});

test("letters of other keyboards are those on the same key", () => {
  assert.equal(letterOf({ key: "ت", code: "KeyJ" }), "j");
  assert.equal(letterOf({ key: "о", code: "KeyJ" }), "j");
  assert.equal(letterOf({ key: "J", code: "KeyJ" }), "j");
  assert.equal(letterOf({ key: "j", code: "KeyC" }), "j"); // Dvorak: what is written on it counts
  assert.equal(letterOf({ key: "؟", code: "Slash" }), "?");
  assert.equal(letterOf({ key: "Enter", code: "Enter" }), "Enter");
});

test("what each key asks for", () => {
  const keys = new Keys();
  assert.deepEqual(keys.read(press("j"), 0), { kind: "move", by: 1 });
  assert.deepEqual(keys.read(press("k"), 0), { kind: "move", by: -1 });
  assert.deepEqual(keys.read(press("Enter"), 0), { kind: "open" });
  assert.deepEqual(keys.read(press("a"), 0), { kind: "press", letter: "a" });
  assert.deepEqual(keys.read(press("/"), 0), { kind: "search" });
  assert.equal(keys.read(press("F5"), 0), null);
});

test("g waits for its letter, and not for ever", () => {
  const keys = new Keys();
  assert.deepEqual(keys.read(press("g"), 0), { kind: "wait" });
  assert.deepEqual(keys.read(press("j"), 1000), { kind: "go", letter: "j" });
  assert.deepEqual(keys.read(press("j"), 1001), { kind: "move", by: 1 });
  keys.read(press("g"), 2000);
  assert.deepEqual(keys.read(press("i"), 4000), { kind: "press", letter: "i" });
});

test("nothing while typing, with a modifier, or behind a dialog; Escape always", () => {
  const keys = new Keys();
  assert.equal(keys.read(press("j", { typing: true }), 0), null);
  assert.equal(keys.read(press("j", { modified: true }), 0), null);
  assert.equal(keys.read(press("j", { dialog: true }), 0), null);
  assert.deepEqual(keys.read(press("?", { dialog: true }), 0), { kind: "help" });
  assert.deepEqual(keys.read(press("Escape", { typing: true }), 0), { kind: "close" });
});
