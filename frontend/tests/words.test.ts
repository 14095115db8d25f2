import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "../src/filters.ts";
import { fill, valuesOf } from "../src/live.ts";
import { fold } from "../src/map/fold.ts";
import { Words } from "../src/map/words.ts";

test("a progress line is the server's values in the page's words", () => {
  assert.equal(
    fill("{done} of {total} pages", valuesOf('{"done": 1200, "total": 5000}'), "en"),
    "1,200 of 5,000 pages",
  );
  assert.equal(fill(undefined, valuesOf("reading"), "en"), "reading");
  assert.equal(fill("{none}", {}, "en"), "");
  assert.deepEqual(valuesOf("[1"), { text: "[1" });
});

test("an address has the fields that say something, and no cursor", () => {
  const fields: [string, string][] = [
    ["text", "خان يونس"],
    ["since", ""],
    ["country", "SY"],
    ["country", "FR"],
    ["after", "xyz"],
  ];
  const address = addressOf("http://127.0.0.1/incidents?old=1", fields);
  assert.deepEqual(
    [...address.searchParams],
    [
      ["text", "خان يونس"],
      ["country", "SY"],
      ["country", "FR"],
    ],
  );
});

test("names of provinces are compared without marks, kinds and articles", () => {
  assert.equal(fold("Île-de-France"), fold("Ile de France"));
  assert.equal(fold("Ar-Raqqah"), "raqqah");
  assert.equal(fold("Muhafazat Hims"), "hims");
  assert.equal(fold("Dar'a"), fold("Dar’a"));
  assert.equal(fold("State"), "state");
});

test("days are written as the pages write them", () => {
  const [first, last] = [new Date("2026-03-05"), new Date("2026-03-07")];
  const written = (language: string) => new Words(language, undefined).days(first, first, "day");
  assert.deepEqual(["en", "fr", ""].map(written), ["5 Mar 2026", "5 mars 2026", "5 Mar 2026"]);
  assert.match(written("ar"), /آذار/);
  assert.equal(new Words("en", undefined).days(first, last, "month"), "Mar 2026");
});
