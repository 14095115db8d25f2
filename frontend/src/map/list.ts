// Incidents as rows: those of a number on the map, and the list beneath it, which says all that the map says.
import { make } from "./dom.ts";
import { judgingOf } from "./judging.ts";
import { dateOf, type Incident } from "./rows.ts";
import type { Words } from "./words.ts";

const AT_ONCE = 100; // rows; more on request

/** What a row calls an incident's days; null where none is known. */
export function daysOf({ first, last, row }: Incident, words: Words): string | null {
  return first === null || last === null ? null : words.days(dateOf(first), dateOf(last), row.day_precision ?? "day");
}

/** What happened where, each part apart: names take a direction of their own. */
export function titleOf({ row }: Incident, words: Words): string[] {
  if (!row.event) return [row.title || words.say("untitled")];
  const where = row.place ?? row.admin1;
  return [words.value("event", row.event), ...(where ? [where] : [])];
}

/** The link to an incident, by its title. */
export function linkTo(incident: Incident, words: Words): HTMLAnchorElement {
  const parts = titleOf(incident, words).flatMap((part, n) => [...(n > 0 ? [" · "] : []), make("bdi", {}, part)]);
  const { id } = incident.row;
  return make("a", { href: `/incidents/${encodeURIComponent(id)}`, "data-open": "" }, ...parts);
}

function figureOf(killed: number | null, words: Words): HTMLElement[] {
  if (killed === null) return [make("span", { class: "unknown" }, words.say("noFigure"))];
  const [before, behind] = words.around("figure").map((unit) => (unit ? [make("span", { class: "unit" }, unit)] : []));
  return [...before!, make("span", { class: "best" }, words.number(killed)), ...behind!];
}

function rowOf(incident: Incident, beside: readonly string[], words: Words): HTMLElement {
  const { row } = incident;
  const place = [...new Set([row.place, row.admin1])].filter((part) => part !== null && part !== "");
  const meta = make("div", { class: "meta" }, ...place.map((part) => make("bdi", {}, part!)));
  for (const kind of ["state", "grade"] as const)
    meta.append(make("span", { class: "badge", [`data-${kind}`]: row[kind] }, words.value(kind, row[kind])));
  const link = linkTo(incident, words);
  link.id = `i-${row.id}`;
  const judging = judgingOf(row, beside);
  return make(
    "li",
    { class: "row", "data-row": "", "data-about": row.id, tabindex: "-1" },
    make("span", { class: "day" }, daysOf(incident, words) ?? words.say("noDay")),
    make("div", { class: "what" }, link, meta),
    make("span", { class: "figure" }, ...figureOf(row.killed_best, words)),
    ...(judging ? [judging] : []),
  );
}

/**
 * Puts the incidents in `#results`, the latest first, those without a day last, a hundred at a time.
 *
 * The row that was the current one stays so; where none was, the first of `at` that is there.
 */
export function listIncidents(
  home: HTMLElement,
  incidents: readonly Incident[],
  words: Words,
  at: readonly string[] = [],
): void {
  const sorted = incidents.toSorted((a, b) => (b.last ?? -1e9) - (a.last ?? -1e9) || (a.row.id < b.row.id ? -1 : 1));
  const rows = make("ol", { class: "rows", "data-rows": "" });
  const more = make("button", { type: "button", "data-key": "]" }, words.say("more"), " ", make("kbd", {}, "]"));
  more.querySelector("kbd")?.setAttribute("aria-hidden", "true");
  let shown = 0;
  const add = (): HTMLElement | undefined => {
    const next = sorted.slice(shown, shown + AT_ONCE).map((incident, n) => {
      const beside = [sorted[shown + n + 1], sorted[shown + n - 1]].flatMap((other) => other?.row.id ?? []);
      return rowOf(incident, beside, words);
    });
    rows.append(...next);
    shown += next.length;
    more.hidden = shown >= sorted.length;
    return next[0];
  };
  more.addEventListener("click", () => add()?.focus());
  add();
  const held = home.querySelector<HTMLElement>('[data-row][aria-current="true"]')?.dataset["about"];
  const focused = document.activeElement === document.body || home.contains(document.activeElement);
  home.replaceChildren(
    ...(sorted.length > 0 ? [rows, make("p", {}, more)] : [make("p", { class: "empty" }, words.say("nothing"))]),
  );
  const wanted = held === undefined ? at : [held];
  const now = wanted.map((id) => sorted.findIndex(({ row }) => row.id.startsWith(id))).find((n) => n >= 0);
  if (now === undefined) return;
  while (shown <= now) add();
  const current = rows.children[now] as HTMLElement;
  current.setAttribute("aria-current", "true");
  if (focused) current.focus();
}
