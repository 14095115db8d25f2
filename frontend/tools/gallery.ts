// Puts the page of every component beside what the desk serves: node tools/gallery.ts STATIC TARGET.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , built, target] = process.argv;
if (built === undefined || target === undefined)
  throw new Error("say from where and where to: node tools/gallery.ts STATIC TARGET");
const names = JSON.parse(readFileSync(join(built, "manifest.json"), "utf8")) as Record<string, string>;
const page = readFileSync(new URL("../gallery.html", import.meta.url), "utf8");
mkdirSync(target, { recursive: true });
cpSync(built, join(target, "static"), { recursive: true });
writeFileSync(
  join(target, "index.html"),
  page.replace(/static\/([\w.]+)/g, (_, name: string) => `static/${names[name] ?? name}`),
);
