import address from "places.world.json";

/** Draws the map of `page`. */
export function startMap(page: Document): void {
  page.documentElement.dataset["map"] = WORLD.pathname;
}

export const WORLD = new URL(address, import.meta.url);
