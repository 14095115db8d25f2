// Filters without reloading: form[data-auto] and a[data-auto] fetch the page that they'd lead to and put its #results in place.
//
// The address is the state: it's pushed, so that "back" leads to the filters before. What else a page wants renewed has an id and data-renew.
import { fetchPage, isOurs, isPlain, refill } from "./parts.ts";

/** The address that a form asks for: its fields in order, those left empty left out, and no cursor of an older list. */
export function addressOf(action: string, fields: Iterable<[string, FormDataEntryValue]>): URL {
  const address = new URL(action);
  address.search = "";
  for (const [name, value] of fields) {
    if (typeof value === "string" && value !== "" && name !== "after") address.searchParams.append(name, value);
  }
  return address;
}

/** Takes over forms and links with data-auto where the page has #results. */
export function startFilters(page: Document): void {
  if (!page.getElementById("results")) return;
  let running: AbortController | undefined;
  let asked = withoutPlace(location.href);
  const go = (address: URL, push: boolean): void => {
    asked = withoutPlace(address.href);
    running?.abort();
    running = new AbortController();
    void renew(page, address, push, running.signal);
  };
  const ask = (form: HTMLFormElement): void => go(addressOf(form.action, new FormData(form)), true);
  page.addEventListener("change", (event) => {
    const form = (event.target as HTMLInputElement | null)?.form;
    if (form?.matches("[data-auto]")) ask(form);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-auto]") || form.method !== "get") return;
    event.preventDefault();
    ask(form);
  });
  page.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-auto]");
    if (!link || !isPlain(event, link) || !isOurs(new URL(link.href))) return;
    event.preventDefault();
    go(new URL(link.href), true);
  });
  // A jump within the page is a popstate too ("skip to the content"): renewing would take the focus from whoever tabs on
  addEventListener("popstate", () => {
    if (withoutPlace(location.href) !== asked) go(new URL(location.href), false);
  });
}

/** An address without its fragment: where on the page one is doesn't change what it lists. */
function withoutPlace(address: string): string {
  return address.split("#", 1)[0] ?? "";
}

async function renew(page: Document, address: URL, push: boolean, signal: AbortSignal): Promise<void> {
  const results = page.getElementById("results");
  results?.setAttribute("aria-busy", "true");
  let found: Document;
  try {
    found = await fetchPage(address, "results", signal);
  } catch {
    if (!signal.aborted) location.assign(address);
    return;
  }
  if (signal.aborted) return;
  const before = page.activeElement;
  const focused = handleOf(before);
  for (const part of page.querySelectorAll("#results, [id][data-renew]")) {
    const fresh = found.getElementById(part.id);
    if (fresh) refill(part, fresh);
  }
  results?.removeAttribute("aria-busy");
  if (found.title) page.title = found.title;
  if (push) history.pushState(null, "", address);
  else restore(page, address.searchParams);
  if (focused && !page.activeElement?.matches(focused)) {
    const again = page.querySelector<HTMLElement>(focused) ?? page.querySelector<HTMLElement>(groupOf(before));
    again?.focus({ preventScroll: true });
  }
  page.dispatchEvent(new CustomEvent("desk:results"));
}

/** By what an element is found again in a part that was renewed: its id, where it leads, or its form, name and value. */
function handleOf(element: Element | null): string | null {
  if (element?.id) return `#${CSS.escape(element.id)}`;
  if (element instanceof HTMLAnchorElement) {
    const part = element.closest("[id]")?.id ?? "";
    return `#${CSS.escape(part)} a[href="${CSS.escape(element.getAttribute("href") ?? "")}"]`;
  }
  if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement) || !element.name) return null;
  const value = element.type === "checkbox" || element.type === "radio" ? `[value="${CSS.escape(element.value)}"]` : "";
  return `form[data-auto] [name="${CSS.escape(element.name)}"]${value}`;
}

/** By what the other values of a field are found, where the one that had the focus is gone. */
function groupOf(element: Element | null): string {
  return `form[data-auto] [name="${CSS.escape((element as HTMLInputElement | null)?.name ?? "")}"]`;
}

/** Sets the fields of the filters to what the address says, after "back". */
function restore(page: Document, wanted: URLSearchParams): void {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-auto]")) {
    for (const field of form.elements) set(field, wanted);
  }
}

function set(field: Element, wanted: URLSearchParams): void {
  if (field instanceof HTMLSelectElement) {
    const values = wanted.getAll(field.name);
    for (const option of field.options) option.selected = values.includes(option.value);
    if (!field.multiple && field.selectedIndex < 0) field.selectedIndex = 0;
  } else if (field instanceof HTMLInputElement) {
    if (field.type === "checkbox" || field.type === "radio")
      field.checked = wanted.getAll(field.name).includes(field.value);
    else field.value = wanted.get(field.name) ?? "";
  }
}
