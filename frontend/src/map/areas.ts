// Areas by name: the provinces, greater regions and countries of the map's file, found by what an incident says of its place.
import type { Feature, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { MultiPolygon as Merged, Polygon as Ring, Topology } from "topojson-specification";

import { fold } from "./fold.ts";
import type { Box } from "./mercator.ts";

/**
 * What the file says of an area: its country (ISO 3166-1, two letters), its folded names, none for a country, and whether it's
 * finer than the country's first-order divisions, as a French department is.
 */
export type Named = { c: string; n: string[]; fine?: 1 };
type Shape = (Ring<Named> | Merged<Named>) & { properties: Named };
export type World = Topology<
  Record<"provinces" | "regions" | "countries", { type: "GeometryCollection"; geometries: Shape[] }>
>;

/** An area of the map; `parts` are its polygons, rings of degrees of longitude and latitude, the outer ring first. */
export type Area = { key: string; country: string; parts: Position[][][]; middle: [number, number] };

type Layer = keyof World["objects"];

/** Finds areas; the shapes are taken out of the file one by one, when they're asked for. */
export class Atlas {
  readonly world: World;
  readonly #byName = new Map<string, [Layer, number]>();
  readonly #byCountry = new Map<string, [Layer, number][]>();
  readonly #made = new Map<string, Area>();

  constructor(world: World) {
    this.world = world;
    // A later area takes the place of an earlier one of the same name: what is finer than a first-order division comes first
    this.#list("provinces", true);
    this.#list("regions", false);
    this.#list("provinces", false);
    world.objects.countries.geometries.forEach(({ properties }, at) => {
      this.#byName.set(properties.c, ["countries", at]);
    });
  }

  #list(layer: Layer, fine: boolean): void {
    this.world.objects[layer].geometries.forEach(({ properties: area }, at) => {
      if ((area.fine === 1) !== fine) return;
      for (const name of area.n) this.#byName.set(`${area.c}/${name}`, [layer, at]);
      if (!fine) this.#byCountry.set(area.c, [...(this.#byCountry.get(area.c) ?? []), [layer, at]]);
    });
  }

  /** A country by its code; null where the map has none. */
  country(code: string): Area | null {
    return this.#found(code);
  }

  /**
   * A first-order division by its name or code within a country, else by a point in it (degrees); null where neither finds one.
   * By a point, what is finer than a first-order division is never found: it would say more than is known.
   */
  province(country: string, name: string | null, point: [number, number] | null): Area | null {
    const named = name ? this.#found(`${country}/${fold(name)}`) : null;
    if (named || !point) return named;
    for (const place of this.#byCountry.get(country) ?? []) {
      const area = this.#area(...place);
      if (contains(area, point)) return area;
    }
    return null;
  }

  #found(key: string): Area | null {
    const place = this.#byName.get(key);
    return place ? this.#area(...place) : null;
  }

  #area(layer: Layer, at: number): Area {
    const key = `${layer}/${at}`;
    let area = this.#made.get(key);
    if (!area) {
      const shape = this.world.objects[layer].geometries[at]!;
      const { geometry } = feature(this.world, shape) as Feature<Polygon | MultiPolygon>;
      const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      area = { key, country: shape.properties.c, parts, middle: middleOf(parts) };
      this.#made.set(key, area);
    }
    return area;
  }
}

/** Whether a point (degrees) lies within an area. */
export function contains(area: Area, point: [number, number]): boolean {
  return area.parts.some(([outer, ...holes]) => within(outer!, point) && !holes.some((hole) => within(hole, point)));
}

/** Whether any part of an area lies in a box: a corner of one in the other is enough at the sizes of a screen. */
export function touches(area: Area, box: Box): boolean {
  const [west, south, east, north] = box;
  for (const [outer] of area.parts)
    for (const [x, y] of outer!) if (x! >= west && x! <= east && y! >= south && y! <= north) return true;
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [(west + east) / 2, (south + north) / 2],
  ];
  return corners.some((corner) => contains(area, corner as [number, number]));
}

function within(ring: Position[], [x, y]: [number, number]): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax, ay] = ring[at] as [number, number];
    const [bx, by] = ring[before] as [number, number];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Where an area's number stands: the middle of its largest polygon, moved into it along the parallel where it lies outside. */
function middleOf(parts: Position[][][]): [number, number] {
  const [largest] = parts
    .map(([outer]) => ({ ring: outer!, size: Math.abs(size(outer!)) }))
    .toSorted((a, b) => b.size - a.size);
  const ring = largest?.ring ?? [[0, 0]];
  const middle = centroid(ring);
  if (within(ring, middle)) return middle;
  const crossings: number[] = [];
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax, ay] = ring[at] as [number, number];
    const [bx, by] = ring[before] as [number, number];
    if (ay > middle[1] !== by > middle[1]) crossings.push(((bx - ax) * (middle[1] - ay)) / (by - ay) + ax);
  }
  crossings.sort((a, b) => a - b);
  let best: [number, number] = [0, middle[0]]; // the widest stretch inside: its length, its middle
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const length = crossings[at + 1]! - crossings[at]!;
    if (length > best[0]) best = [length, (crossings[at]! + crossings[at + 1]!) / 2];
  }
  return [best[1], middle[1]];
}

function size(ring: Position[]): number {
  let sum = 0;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++)
    sum += ring[before]![0]! * ring[at]![1]! - ring[at]![0]! * ring[before]![1]!;
  return sum / 2;
}

function centroid(ring: Position[]): [number, number] {
  const whole = size(ring);
  if (whole === 0) return [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0];
  let [x, y] = [0, 0];
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax, ay] = ring[before] as [number, number];
    const [bx, by] = ring[at] as [number, number];
    const part = ax * by - bx * ay;
    x += (ax + bx) * part;
    y += (ay + by) * part;
  }
  return [x / (6 * whole), y / (6 * whole)];
}
