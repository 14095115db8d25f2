// Copying: button[data-copy] copies its words, button[data-copy-from=ID] those of an element; data-copied says in words that it's done.
// Such a button is hidden in the page: without scripts it would do nothing, and the words can be chosen and copied as any others.

const SHOWN = 2000; // milliseconds

/** Takes over the buttons that copy. Where the browser lends no clipboard, the words are selected instead. */
export function startCopy(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>("[data-copy], [data-copy-from]")) button.hidden = false;
  page.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("[data-copy], [data-copy-from]");
    if (button) void copy(page, button);
  });
}

async function copy(page: Document, button: HTMLElement): Promise<void> {
  const source = page.getElementById(button.dataset["copyFrom"] ?? "");
  const text = button.dataset["copy"] || (source?.textContent ?? "").trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (source) getSelection()?.selectAllChildren(source);
    return;
  }
  const said = button.dataset["copied"];
  if (!said || button.dataset["before"] !== undefined) return;
  button.dataset["before"] = button.textContent ?? "";
  button.setAttribute("aria-live", "polite");
  button.textContent = said;
  setTimeout(() => {
    button.textContent = button.dataset["before"] ?? "";
    delete button.dataset["before"];
  }, SHOWN);
}
