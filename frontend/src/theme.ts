// Light, dark or as the system has it: a select with data-theme-choice, kept in a cookie that the server reads.
import { keep } from "./cookies.ts";

/** Follows `select[data-theme-choice]` (auto, light, dark); tells the page by the event "desk:theme". */
export function startTheme(page: Document): void {
  const root = page.documentElement;
  for (const select of page.querySelectorAll<HTMLSelectElement>("select[data-theme-choice]")) {
    if (root.dataset["theme"]) select.value = root.dataset["theme"];
    select.addEventListener("change", () => {
      root.dataset["theme"] = select.value;
      keep("theme", select.value);
      page.dispatchEvent(new CustomEvent("desk:theme"));
    });
  }
}
