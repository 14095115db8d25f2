// Words that not everyone wants to meet unasked: button.graphic shows and hides the element that its aria-controls names, or the next one.

/** Takes over the buttons of class graphic. */
export function startGraphic(page: Document): void {
  page.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("button.graphic");
    if (!button) return;
    const named = page.getElementById(button.getAttribute("aria-controls") ?? "");
    const veiled = named ?? (button.nextElementSibling as HTMLElement | null);
    if (!veiled) return;
    veiled.hidden = !veiled.hidden;
    button.setAttribute("aria-expanded", String(!veiled.hidden));
  });
}
