// A judgement is sent once: however often its button is pressed, form[data-once] goes out one time.

/** Watches over the forms with data-once; they can be sent anew when the page is come back to. */
export function startOnce(page: Document): void {
  const sent = new Set<HTMLFormElement>();
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-once]")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    form.setAttribute("aria-busy", "true");
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of sent) {
      form.removeAttribute("aria-busy");
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
    sent.clear();
  });
}
