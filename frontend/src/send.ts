// Ctrl Enter (or Command Enter) in a field of several lines sends its form, as a button press would; no single letter, so it's never off.

/** Listens for it in `page`. */
export function startSend(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat) return;
    const form = (event.target as Element | null)?.closest<HTMLFormElement>("form[method=post]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector<HTMLButtonElement>("button[type=submit], button:not([type])"));
  });
}
