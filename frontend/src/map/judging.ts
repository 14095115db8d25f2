// What can be judged of a row of the list without opening it: the page's own links, made for one incident after the other.
import { make } from "./dom.ts";
import type { Row } from "./rows.ts";

const ANYBODY = "-"; // in the page's template, where the incident's id goes
const OF_SEALED = ["a", "n"];

/** The line of a row under which it is judged; null where who looks may not judge. `beside`: to whom one comes if this one is gone. */
export function judgingOf(row: Row, beside: readonly string[]): HTMLElement | null {
  const template = document.querySelector<HTMLTemplateElement>("template#judging");
  if (!template) return null;
  const line = make("div", { class: "foot" }, document.importNode(template.content, true));
  line.firstElementChild?.setAttribute("aria-labelledby", `i-${row.id}`);
  const back = backTo([row.id, ...beside]);
  for (const link of line.querySelectorAll<HTMLAnchorElement>("a[data-key]")) {
    const letter = link.dataset["key"] ?? "";
    if ((row.state === "sealed" && !OF_SEALED.includes(letter)) || (letter === "s" && row.reports < 2)) {
      link.remove();
      continue;
    }
    const address = new URL(link.getAttribute("href") ?? "", location.href);
    for (const [name, value] of [...address.searchParams])
      if (value === ANYBODY) address.searchParams.set(name, row.id);
    address.searchParams.set("back", back);
    link.setAttribute("href", `${address.pathname}${address.search}`);
  }
  return line;
}

/** The address of the map as it is, with the row that is the current one there. */
function backTo(rows: readonly string[]): string {
  const pairs = new URLSearchParams(location.search);
  for (const name of ["at", "done"]) pairs.delete(name);
  for (const row of rows) pairs.append("at", row);
  return `${location.pathname}?${pairs}`;
}
