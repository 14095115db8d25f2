// Incidents as rows: those of a number on the map, and the list beneath it, which says all that the map says.
import { make } from "./dom.ts";
import { dateOf, type Incident } from "./rows.ts";
import type { Words } from "./words.ts";

const AT_ONCE = 100; // rows; more on request

/** What a row calls an incident's days; null where none is known. */
export function daysOf({ first, last, row }: Incident, words: Words): string | null {
  return first === null || last === null ? null : words.days(dateOf(first), dateOf(last), row.day_precision ?? "day");
}

/** What happened where, each part apart: names take a direction of their own. */
export function titleOf({ row }: Incident, words: Words): string[] {
  if (!row.event) return [row.title || words.say("untitled", { id: row.id })];
  const where = row.place ?? row.admin1;
  return [words.value("event", row.event), ...(where ? [where] : [])];
}

/** The link to an incident, by its title. */
export function linkTo(incident: Incident, words: Words): HTMLAnchorElement {
  const parts = titleOf(incident, words).flatMap((part, n) => [...(n > 0 ? [" · "] : []), make("bdi", {}, part)]);
  return make("a", { href: `/incidents/${encodeURIComponent(incident.row.id)}`, "data-open": "" }, ...parts);
}

function figureOf(killed: number | null, words: Words): HTMLElement[] {
  if (killed === null) return [make("span", { class: "unknown" }, words.say("noFigure"))];
  const [before, behind] = words.around("figure").map((unit) => (unit ? [make("span", { class: "unit" }, unit)] : []));
  return [...before!, make("span", { class: "best" }, words.number(killed)), ...behind!];
}

function rowOf(incident: Incident, words: Words): HTMLElement {
  const { row } = incident;
  const place = [...new Set([row.place, row.admin1])].filter((part) => part !== null && part !== "");
  const meta = make("div", { class: "meta" }, ...place.map((part) => make("bdi", {}, part!)));
  for (const kind of ["state", "grade"] as const)
    meta.append(make("span", { class: "badge", [`data-${kind}`]: row[kind] }, words.value(kind, row[kind])));
  return make(
    "li",
    { class: "row", "data-row": "", tabindex: "-1" },
    make("span", { class: "day" }, daysOf(incident, words) ?? "–"),
    make("div", { class: "what" }, linkTo(incident, words), meta),
    make("span", { class: "figure" }, ...figureOf(row.killed_best, words)),
  );
}

/** Puts the incidents in `#results`, the latest first, those without a day last, a hundred at a time. */
export function listIncidents(home: HTMLElement, incidents: readonly Incident[], words: Words): void {
  const sorted = incidents.toSorted((a, b) => (b.last ?? -1e9) - (a.last ?? -1e9) || (a.row.id < b.row.id ? -1 : 1));
  const rows = make("ol", { class: "rows", "data-rows": "" });
  const more = make("button", { type: "button", "data-key": "n" }, words.say("more"));
  let shown = 0;
  const add = (): HTMLElement | undefined => {
    const next = sorted.slice(shown, shown + AT_ONCE).map((incident) => rowOf(incident, words));
    rows.append(...next);
    shown += next.length;
    more.hidden = shown >= sorted.length;
    return next[0];
  };
  more.addEventListener("click", () => add()?.focus());
  add();
  home.replaceChildren(
    ...(sorted.length > 0 ? [rows, make("p", {}, more)] : [make("p", { class: "empty" }, words.say("nothing"))]),
  );
}
