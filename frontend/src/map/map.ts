import address from "places.world.json";

export const WORLD = new URL(address, import.meta.url);
