// The incidents as the interface gives them, and where and when each of them counts.
import type { Area, Atlas } from "./areas.ts";
import { touches } from "./areas.ts";
import type { Box } from "./mercator.ts";

/** A line of GET /api/v1/outline: one incident. Days are ISO 8601, coordinates degrees (WGS 84). */
export type Row = {
  id: string;
  event?: string | null;
  day_start: string | null;
  day_end: string | null;
  day_precision: "day" | "week" | "month" | "year" | null;
  country: string | null;
  admin1: string | null;
  place: string | null;
  place_precision: "exact" | "near" | "admin2" | "admin1" | "country" | null;
  latitude: number | null;
  longitude: number | null;
  killed_best: number | null;
  reports: number;
  state: string;
  grade: string;
  title: string | null;
};
export type Outline = { rows: Row[]; undated: number; unplaced: number };

/** Where incidents are known to be: an area, or a circle of so many kilometres about a point; 0 is the point itself. */
export type Spot =
  | { key: string; area: Area; fine: boolean; at: readonly [number, number] }
  | { key: string; km: number; at: readonly [number, number] };

/** An incident with its days as whole numbers since 1970-01-01 (null: none known), and its spot (null: none known). */
export type Incident = { row: Row; first: number | null; last: number | null; spot: Spot | null };

const DAY = 86_400_000; // milliseconds
const RADII = { exact: 0, near: 25, admin2: 40 } as const; // kilometres about the point that the precision leaves open
const LOOSE = 40; // kilometres: a place of which nothing says how precisely it's known, or whose area the map lacks

/** A day as whole days since 1970-01-01. */
export function dayNumber(day: string | null): number | null {
  const time = day === null ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / DAY);
}

/** The moment at which a day starts, UTC. */
export function dateOf(day: number): Date {
  return new Date(day * DAY);
}

/** A day as ISO 8601 writes it. */
export function isoOf(day: number): string {
  return dateOf(day).toISOString().slice(0, 10);
}

/** What the map makes of the interface's rows. Incidents of one place share one spot. */
export function incidentsOf(rows: readonly Row[], atlas: Atlas): Incident[] {
  const spots = new Map<string, Spot | null>();
  const shared = new Map<string, Spot>();
  return rows.map((row) => {
    const key = [row.place_precision, row.country, row.admin1, row.latitude, row.longitude].join("/");
    let spot = spots.get(key);
    if (spot === undefined) {
      const found = spotOf(row, atlas);
      spot = found && (shared.get(found.key) ?? found);
      if (spot) shared.set(spot.key, spot);
      spots.set(key, spot);
    }
    const first = dayNumber(row.day_start);
    return { row, first, last: dayNumber(row.day_end) ?? first, spot };
  });
}

/** Where a row is drawn: never finer than its precision. A province that the map lacks is drawn as its country. */
function spotOf(row: Row, atlas: Atlas): Spot | null {
  const { place_precision: precision, country, latitude, longitude } = row;
  const point = latitude === null || longitude === null ? null : ([longitude, latitude] as [number, number]);
  if (point && precision !== "country" && precision !== "admin1") {
    const km = precision === null ? LOOSE : RADII[precision];
    return { key: `${km}/${point}`, km, at: point };
  }
  if (!country) return point ? { key: `${LOOSE}/${point}`, km: LOOSE, at: point } : null;
  const province = precision === "country" ? null : atlas.province(country, row.admin1, point);
  const area = province ?? atlas.country(country);
  if (area) return { key: area.key, area, fine: province !== null, at: area.middle };
  return point ? { key: `${LOOSE}/${point}`, km: LOOSE, at: point } : null;
}

/** Whether a spot may lie in a box: an area does where the box touches it, for what is known of it doesn't exclude it. */
export function mayLieIn(spot: Spot, box: Box): boolean {
  if ("area" in spot) return touches(spot.area, box);
  const [longitude, latitude] = spot.at;
  const high = spot.km / 111; // degrees: a degree of latitude is 111 km
  const wide = high / Math.cos((Math.min(84, Math.abs(latitude)) * Math.PI) / 180);
  const [west, south, east, north] = box;
  return longitude + wide >= west && longitude - wide <= east && latitude + high >= south && latitude - high <= north;
}
