// The pane beside an incident: a[data-pane] shows there what it leads to, with the quote marked, and focus stays where it is.
import { fetchPage, isOurs, isPlain, refill } from "./parts.ts";

const CURRENT = "aria-current";

/** Follows the links of `page` that have data-pane; without a pane, or where the fetch fails, they are links as any. */
export function startPane(page: Document): void {
  let running: AbortController | undefined;
  page.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-pane]");
    const pane = page.querySelector<HTMLElement>("#pane");
    if (!link || !pane || !isPlain(event, link) || !isOurs(new URL(link.href))) return;
    event.preventDefault();
    running?.abort();
    running = new AbortController();
    void show(page, pane, link, running.signal);
  });
  page.addEventListener("desk:close", (event) => {
    if (empty(page)) event.preventDefault();
  });
  mark(page.querySelector<HTMLElement>("#pane"));
}

async function show(page: Document, pane: HTMLElement, link: HTMLAnchorElement, signal: AbortSignal): Promise<void> {
  const address = new URL(link.href);
  pane.setAttribute("aria-busy", "true");
  try {
    const found = await fetchPage(address, "pane", signal);
    refill(pane, found.querySelector("#pane") ?? found.querySelector("main") ?? found.body);
  } catch {
    if (!signal.aborted) location.assign(address);
    return;
  } finally {
    if (!signal.aborted) pane.removeAttribute("aria-busy");
  }
  for (const other of page.querySelectorAll(`a[data-pane][${CURRENT}]`)) other.removeAttribute(CURRENT);
  link.setAttribute(CURRENT, "true");
  const shown = new URL(link.dataset["address"] ?? link.href, location.href);
  if (shown.pathname === location.pathname) history.replaceState(history.state, "", shown);
  mark(pane);
}

/** Brings the marked quote into view, in the pane alone where the pane scrolls. */
function mark(pane: HTMLElement | null): void {
  const now = pane?.querySelector<HTMLElement>("mark.now");
  if (!pane || !now) return;
  if (pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY !== "visible") {
    const offset = now.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += offset - pane.clientHeight / 3;
  } else now.scrollIntoView({ block: "center" });
}

/** Empties the pane; whether there was anything in it. */
function empty(page: Document): boolean {
  const pane = page.querySelector<HTMLElement>("#pane");
  if (!pane?.hasChildNodes()) return false;
  const within = pane.contains(page.activeElement);
  pane.replaceChildren();
  const link = page.querySelector<HTMLElement>(`a[data-pane][${CURRENT}]`);
  link?.removeAttribute(CURRENT);
  if (within) link?.focus();
  return true;
}
