/** Listens for the desk's keys in `page`. */
export function startKeys(page: Document): void {
  page.documentElement.dataset["scripts"] = "on";
}
