// Builds what the desk serves: node tools/build.ts TARGET. Names carry a hash of the content, and manifest.json says which is which.
//
// The target is made anew beside the old one and put in its place when all of it is there.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

import { notices } from "./notices.ts";
import { world } from "./world.ts";

const HOME = fileURLToPath(new URL("..", import.meta.url));
const ENTRIES = ["src/desk.ts", "src/map/map.ts", "css/desk.css", "css/icon.svg"];

/** Gives an import of "places.world.json" the map's data, made when it's asked for. */
const PLACES: Plugin = {
  name: "places",
  setup(builder) {
    builder.onResolve({ filter: /\.world\.json$/ }, ({ path }) => ({ path: basename(path), namespace: "places" }));
    builder.onLoad({ filter: /.*/, namespace: "places" }, () => ({
      contents: JSON.stringify(world()),
      loader: "file",
    }));
  },
};

/** Which file each entry became: {"desk.js": "desk-ABC.js", …}. */
function manifest(meta: Metafile): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [path, output] of Object.entries(meta.outputs)) {
    if (output.entryPoint === undefined) continue;
    const name = basename(path);
    named[name.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")] = name;
  }
  return named;
}

const target = resolve(process.argv[2] ?? "");
if (process.argv.length !== 3) throw new Error("say where to: node tools/build.ts TARGET");
const scratch = `${target}.new`;
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
const { metafile } = await build({
  absWorkingDir: HOME,
  entryPoints: ENTRIES,
  outdir: scratch,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"],
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  legalComments: "none",
  plugins: [PLACES],
  metafile: true,
  logLevel: "warning",
});
writeFileSync(join(scratch, "NOTICES.txt"), notices(metafile, HOME));
writeFileSync(join(scratch, "manifest.json"), `${JSON.stringify(manifest(metafile), null, 2)}\n`);
JSON.parse(readFileSync(join(scratch, "manifest.json"), "utf8"));
rmSync(target, { recursive: true, force: true });
renameSync(scratch, target);
