// Parts of pages, fetched: the server may send the part alone or the whole page that holds it.

/** The page at an address of ours, parsed and lifeless (nothing in it runs). Throws `TypeError` where it isn't to be had. */
export async function fetchPage(address: URL, part: string, signal?: AbortSignal): Promise<Document> {
  const init: RequestInit = { headers: { Accept: "text/html", "X-Part": part }, credentials: "same-origin" };
  if (signal) init.signal = signal;
  const answer = await fetch(address, init);
  if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("text/html"))
    throw new TypeError(`${address.pathname}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Whether an address leads to this desk. */
export function isOurs(address: URL): boolean {
  return address.origin === location.origin;
}

/** Puts the children of `from` in place of those of `into`. */
export function refill(into: Element, from: Element): void {
  into.replaceChildren(...document.importNode(from, true).childNodes);
}

/** A plain click on a link, which a script may take over: no other button, no modifier, no other window. */
export function isPlain(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented && (link.target === "" || link.target === "_self");
}
