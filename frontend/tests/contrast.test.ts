// The colours of tokens.css against each other: WCAG 2.2 AA, 4.5 to 1 for words, 3 to 1 for edges, signs and rings.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const GROUNDS = ["paper", "sheet", "sunk"];
const WORDS: [string, string[]][] = [
  ["ink", [...GROUNDS, "chosen", "mark", "now", "error-ground", "warning-ground", "done-ground", "land", "water"]],
  ["quiet", [...GROUNDS, "chosen"]],
  ["link", [...GROUNDS, "chosen", "error-ground", "warning-ground", "done-ground"]],
  ["hurt", [...GROUNDS]],
  ["error", [...GROUNDS, "error-ground", "chosen"]],
  ["warning", [...GROUNDS, "warning-ground", "chosen"]],
  ["done", [...GROUNDS, "done-ground", "chosen"]],
  ["paper", ["ink", "link"]],
];
const SIGNS: [string, string[]][] = [
  ["edge", ["paper", "sheet", "sunk"]],
  ["focus", [...GROUNDS, "chosen", "land", "water"]],
  ["hurt", ["land", "water"]],
];

function colours(): Record<string, [string, string]> {
  const css = readFileSync(new URL("../css/tokens.css", import.meta.url), "utf8");
  const found: Record<string, [string, string]> = {};
  for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
    found[name!] = [light!, dark!];
  }
  return found;
}

/** Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

for (const [pairs, least] of [
  [WORDS, 4.5],
  [SIGNS, 3],
] as const) {
  for (const scheme of [0, 1] as const) {
    test(`contrast of at least ${least} in the ${scheme ? "dark" : "light"} scheme`, () => {
      const all = colours();
      const weak = pairs.flatMap(([front, grounds]) =>
        grounds
          .map((ground) => [front, ground, contrast(all[front]![scheme], all[ground]![scheme])] as const)
          .filter(([, , ratio]) => ratio < least)
          .map(([name, ground, ratio]) => `${name} on ${ground}: ${ratio.toFixed(2)}`),
      );
      assert.deepEqual(weak, []);
    });
  }
}
