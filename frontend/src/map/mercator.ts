// The plane that the map is drawn on: the whole world one unit wide, Mercator, so that shapes keep their form at every scale.

/** West, south, east, north: degrees of longitude and latitude, WGS 84. */
export type Box = readonly [west: number, south: number, east: number, north: number];
/** A point of the plane, or of the screen. */
export type Point = readonly [x: number, y: number];

const FURTHEST = 84; // degrees of latitude; Mercator has no poles
const AROUND = 40_075; // kilometres, along the equator

/** Degrees to the plane: x from 0 (180° W) to 1 (180° E), y growing southwards. */
export function project(longitude: number, latitude: number): Point {
  const φ = (Math.max(-FURTHEST, Math.min(FURTHEST, latitude)) * Math.PI) / 180;
  return [longitude / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + φ / 2)) / (2 * Math.PI)];
}

/** The degrees of a point of the plane. */
export function unproject([x, y]: Point): Point {
  return [(x - 0.5) * 360, ((2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) * 180) / Math.PI];
}

/** How long `km` kilometres are on the plane at a latitude. */
export function lengthOf(km: number, latitude: number): number {
  const φ = (Math.min(FURTHEST, Math.abs(latitude)) * Math.PI) / 180;
  return km / (AROUND * Math.cos(φ));
}

/** A box that the address holds ("west,south,east,north"); null where it holds none. */
export function parseBox(text: string | null): Box | null {
  const parts = (text ?? "").split(",").map(Number);
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return null;
  return west! < east! && south! < north! ? [west!, south!, east!, north!] : null;
}

/** The box as the address holds it, to a hundredth of a degree (a kilometre). */
export function formatBox(box: Box): string {
  return box.map((degrees) => String(Math.round(degrees * 100) / 100)).join(",");
}
