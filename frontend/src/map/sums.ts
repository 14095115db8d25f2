// Sums that the map and the timeline show: by spans of days, and by what stands too close on the screen to be told apart.
import { utcDay, utcMonday, utcMonth } from "d3-time";
import type { Point } from "./mercator.ts";
import { dateOf, type Incident, type Spot } from "./rows.ts";

export type Unit = "day" | "week" | "month";
/** A bar of the timeline: days from `first` up to but not including `end`, incidents, and the sum of their best figures of the killed. */
export type Bin = { first: number; end: number; incidents: number; killed: number };
export type Bins = { unit: Unit; bins: Bin[]; undated: number; wide: number; without: number };

const DAY = 86_400_000; // milliseconds
const MOST_DAYS = 100; // bars that can still be told apart on a wide screen; with more days, weeks, then months
const MOST_WEEKS = 730; // days
const STEPS = { day: utcDay, week: utcMonday, month: utcMonth } as const;
const LONGEST = { day: 1, week: 7, month: 31 } as const; // days that an incident may span and still be in one bar

/** How long a bar is, so that they can be told apart over so many days. */
export function unitFor(days: number): Unit {
  if (days <= MOST_DAYS) return "day";
  return days <= MOST_WEEKS ? "week" : "month";
}

/**
 * The bars over all days of `all`, filled from those of `shown`. Left out and counted: incidents without a day (`undated`), whose day is not
 * known to within a bar (`wide`), and those in a bar that nobody gives a figure of (`without`). Null where no incident has a day.
 */
export function binsOf(all: readonly Incident[], shown: readonly Incident[]): Bins | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { first, last } of all) {
    if (first === null || last === null) continue;
    low = Math.min(low, first);
    high = Math.max(high, last);
  }
  if (low > high) return null;
  const unit = unitFor(high - low + 1);
  const step = STEPS[unit];
  const starts = [step.floor(dateOf(low)), ...step.range(dateOf(low + 1), dateOf(high + 1))];
  const edges = [...new Set(starts.map((date) => Math.round(date.getTime() / DAY)))];
  const end = Math.round(step.offset(dateOf(edges.at(-1)!), 1).getTime() / DAY);
  const bins = edges.map((first, at) => ({ first, end: edges[at + 1] ?? end, incidents: 0, killed: 0 }));
  return { unit, bins, ...fill(bins, shown, LONGEST[unit]) };
}

function fill(bins: Bin[], shown: readonly Incident[], longest: number): Pick<Bins, "undated" | "wide" | "without"> {
  const counts = { undated: 0, wide: 0, without: 0 };
  for (const { first, last, row } of shown) {
    if (first === null || last === null) counts.undated += 1;
    else if (last - first + 1 > longest) counts.wide += 1;
    else {
      const bin = bins[indexOf(bins, first)];
      if (!bin) continue;
      bin.incidents += 1;
      bin.killed += row.killed_best ?? 0;
      if (row.killed_best === null) counts.without += 1;
    }
  }
  return counts;
}

/** Which bar a day is in; -1 before the first, the last one after all. */
export function indexOf(bins: readonly Bin[], day: number): number {
  let [low, high] = [0, bins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle]!.first <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Incidents that the screen shows as one, at `at` (pixels). `sure`: whether any of them has a place and not only an area. */
export type Cluster = { at: Point; incidents: Incident[]; spots: Set<Spot>; sure: boolean };

/** The size of a number's disc, 0 (one incident) to 5, in steps that double or more. */
export function sizeOf(incidents: number): number {
  return [2, 5, 20, 100, 500].filter((least) => incidents >= least).length;
}

const APART = 34; // pixels between the middles of two small numbers, so that neither hides the other
const RADII = [12, 13, 15, 18, 21, 25]; // pixels, by size; the style sheet's --across is twice that

/** Gathers the spots that would overlap on the screen; the greatest attract. `place` gives pixels, null for what isn't in view. */
export function clusters(bySpot: ReadonlyMap<Spot, Incident[]>, place: (spot: Spot) => Point | null): Cluster[] {
  const made: Cluster[] = [];
  const cells = new Map<string, Cluster[]>();
  for (const [spot, incidents] of [...bySpot].toSorted(([, one], [, other]) => other.length - one.length)) {
    const at = place(spot);
    if (!at) continue;
    const cluster = { at, incidents: [...incidents], spots: new Set([spot]), sure: !("area" in spot) };
    const near = nearest(cells, at);
    if (near) absorb(near, cluster);
    else {
      made.push(cluster);
      const key = cellOf(at, 0, 0);
      cells.set(key, [...(cells.get(key) ?? []), cluster]);
    }
  }
  return apart(made);
}

function absorb(into: Cluster, other: Cluster): void {
  into.incidents.push(...other.incidents);
  for (const spot of other.spots) into.spots.add(spot);
  into.sure ||= other.sure;
}

/** Joins those that grew until they overlap; the greater keeps its place. */
function apart(made: Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const cluster of made.toSorted((a, b) => b.incidents.length - a.incidents.length)) {
    const near = kept.find((other) => distance(cluster, other) < radius(cluster) + radius(other));
    if (near) absorb(near, cluster);
    else kept.push(cluster);
  }
  return kept.length === made.length ? kept : apart(kept);
}

function radius({ incidents }: Cluster): number {
  return RADII[sizeOf(incidents.length)]!;
}

function distance({ at: [x, y] }: Cluster, { at: [left, top] }: Cluster): number {
  return Math.hypot(x - left, y - top);
}

function cellOf([x, y]: Point, across: number, down: number): string {
  return `${Math.floor(x / APART) + across}/${Math.floor(y / APART) + down}`;
}

function nearest(cells: ReadonlyMap<string, Cluster[]>, at: Point): Cluster | undefined {
  for (const across of [-1, 0, 1])
    for (const down of [-1, 0, 1])
      for (const cluster of cells.get(cellOf(at, across, down)) ?? [])
        if (Math.hypot(cluster.at[0] - at[0], cluster.at[1] - at[1]) < APART) return cluster;
  return undefined;
}
