import assert from "node:assert/strict";
import { test } from "node:test";
import { type Area, Atlas, contains, touches, type World } from "../src/map/areas.ts";
import { addressWith, choiceOf, isAt, isInTime, spotsIn } from "../src/map/choice.ts";
import { formatBox, lengthOf, parseBox, project, unproject } from "../src/map/mercator.ts";
import { dayNumber, incidentsOf, mayLieIn, type Row } from "../src/map/rows.ts";
import { binsOf, clusters, sizeOf, unitFor } from "../src/map/sums.ts";

// Two countries: AA with two provinces side by side and one finer than a province, BB with none
const ring = (west: number, east: number): number[][] => [
  [west, 0],
  [east, 0],
  [east, 10],
  [west, 10],
  [west, 0],
];
const world: World = {
  type: "Topology",
  arcs: [ring(0, 10), ring(10, 20), ring(20, 30), ring(0, 20), ring(2, 4)],
  objects: {
    provinces: {
      type: "GeometryCollection",
      geometries: [
        { type: "Polygon", arcs: [[0]], properties: { c: "AA", n: ["west"] } },
        { type: "Polygon", arcs: [[1]], properties: { c: "AA", n: ["east", "levant"] } },
        { type: "Polygon", arcs: [[4]], properties: { c: "AA", n: ["small", "west"], fine: 1 } },
      ],
    },
    regions: { type: "GeometryCollection", geometries: [] },
    countries: {
      type: "GeometryCollection",
      geometries: [
        { type: "Polygon", arcs: [[3]], properties: { c: "AA", n: [] } },
        { type: "Polygon", arcs: [[2]], properties: { c: "BB", n: [] } },
      ],
    },
  },
};
const NONE: Row = {
  id: "i1",
  day_start: null,
  day_end: null,
  day_precision: null,
  country: null,
  admin1: null,
  place: null,
  place_precision: null,
  latitude: null,
  longitude: null,
  killed_best: null,
  reports: 1,
  state: "new",
  grade: "weak",
  title: null,
};
const of = (...rows: Partial<Row>[]) =>
  incidentsOf(
    rows.map((row) => ({ ...NONE, ...row })),
    new Atlas(world),
  );
const days = (day_start: string, day_end = day_start, more: Partial<Row> = {}): Partial<Row> => ({
  day_start,
  day_end,
  ...more,
});

test("degrees go to the plane and come back", () => {
  assert.deepEqual(project(0, 0), [0.5, 0.5]);
  const [longitude, latitude] = unproject(project(35.5, 33.9));
  assert.ok(Math.abs(longitude - 35.5) < 1e-9 && Math.abs(latitude - 33.9) < 1e-9);
  assert.ok(lengthOf(25, 60) > 1.99 * lengthOf(25, 0));
});

test("a box is read as it's written, and nothing else is", () => {
  assert.deepEqual(parseBox(formatBox([-10.123, 5, 20, 30])), [-10.12, 5, 20, 30]);
  for (const text of [null, "", "1,2,3", "1,2,3,x", "20,0,10,5", "0,5,10,5"]) assert.equal(parseBox(text), null);
});

test("areas are found by any of their names, a point never finds what is finer than a province", () => {
  const atlas = new Atlas(world);
  assert.equal(atlas.province("AA", "Province of Levant", null)?.key, "provinces/1");
  assert.equal(atlas.province("AA", "West", null)?.key, "provinces/0");
  assert.equal(atlas.province("AA", "unheard of", [3, 5])?.key, "provinces/0");
  assert.equal(atlas.province("BB", "unheard of", [3, 5]), null);
  assert.equal(atlas.country("BB")?.key, "countries/1");
  assert.equal(atlas.country("CC"), null);
});

test("an area's middle lies in it, even where its centroid does not", () => {
  const hooked = [
    [
      [0, 0],
      [10, 0],
      [10, 1],
      [1, 1],
      [1, 9],
      [10, 9],
      [10, 10],
      [0, 10],
      [0, 0],
    ],
  ];
  const bent = structuredClone(world);
  bent.arcs[2] = hooked[0]!;
  const area = new Atlas(bent).country("BB") as Area;
  assert.ok(contains(area, area.middle));
});

test("a place is drawn no finer than it's known", () => {
  const [exact, near, admin1, lost, country, nowhere] = of(
    { place_precision: "exact", country: "AA", latitude: 5, longitude: 5 },
    { place_precision: "near", country: "AA", latitude: 5, longitude: 5 },
    { place_precision: "admin1", country: "AA", admin1: "East", latitude: 5, longitude: 15 },
    { place_precision: "admin1", country: "BB", admin1: "Lost", latitude: 5, longitude: 25 },
    { place_precision: "country", country: "AA", latitude: 5, longitude: 5 },
    {},
  );
  assert.ok(exact?.spot && "km" in exact.spot && exact.spot.km === 0);
  assert.ok(near?.spot && "km" in near.spot && near.spot.km === 25);
  assert.equal(admin1?.spot?.key, "provinces/1");
  assert.equal(lost?.spot?.key, "countries/1");
  assert.equal(country?.spot?.key, "countries/0");
  assert.equal(nowhere?.spot, null);
});

test("a box takes what may lie in it", () => {
  const [country, near, exact] = of(
    { place_precision: "country", country: "AA" },
    { place_precision: "near", country: "AA", latitude: 5, longitude: 5.9 },
    { place_precision: "exact", country: "AA", latitude: 5, longitude: 5.9 },
  );
  const box = [6, 4, 7, 6] as const;
  assert.ok(mayLieIn(country!.spot!, box)); // the box lies wholly within the country
  assert.ok(mayLieIn(near!.spot!, box));
  assert.ok(!mayLieIn(exact!.spot!, box));
  assert.ok(!touches(new Atlas(world).country("BB")!, box));
  const spots = spotsIn([country!, near!, exact!], { since: null, until: null, box });
  assert.deepEqual(
    [country!, near!, exact!].map((incident) => isAt(incident, spots)),
    [true, true, false],
  );
});

test("days chosen take what may have happened in them, and nothing without a day", () => {
  const [month, day, undated] = of(days("2026-02-01", "2026-02-28"), days("2026-02-20"), {});
  const choice = choiceOf(new URLSearchParams("since=2026-02-25&until=2026-03-01"));
  assert.deepEqual(
    [month, day, undated].map((incident) => isInTime(incident!, choice)),
    [true, false, false],
  );
  assert.ok(isInTime(undated!, choiceOf(new URLSearchParams(""))));
});

test("the address holds the choice beside the filters", () => {
  const address = new URL("http://127.0.0.1/map?country=AA&since=2026-01-01");
  const choice = { since: dayNumber("2026-02-01"), until: null, box: [0, 1, 2, 3] as const };
  assert.equal(addressWith(address, choice).search, "?country=AA&since=2026-02-01&box=0%2C1%2C2%2C3");
  assert.deepEqual(choiceOf(addressWith(address, choice).searchParams), choice);
  assert.equal(addressWith(address, { since: null, until: null, box: null }).search, "?country=AA");
});

test("bars are days, weeks or months by the span; what fits none is counted apart", () => {
  assert.deepEqual([unitFor(100), unitFor(101), unitFor(731)], ["day", "week", "month"]);
  const all = of(
    days("2026-02-02", "2026-02-02", { killed_best: 3 }),
    days("2026-02-02", "2026-02-02", { killed_best: null }),
    days("2026-02-01", "2026-02-28", { killed_best: 50 }),
    { killed_best: 7 },
  );
  const found = binsOf(all, all)!;
  assert.equal(found.unit, "day");
  assert.deepEqual(
    found.bins.filter((bin) => bin.incidents),
    [{ first: dayNumber("2026-02-02"), end: dayNumber("2026-02-03"), incidents: 2, killed: 3 }],
  );
  assert.deepEqual([found.undated, found.wide, found.without], [1, 1, 1]);
  assert.equal(found.bins.length, 28);
  assert.equal(binsOf(of({}), []), null);
});

test("weeks start on Mondays and hold the year's turn", () => {
  const all = of(days("2025-06-01"), days("2026-01-01", "2026-01-01", { killed_best: 2 }));
  const found = binsOf(all, all)!;
  assert.equal(found.unit, "week");
  const bin = found.bins.find((each) => each.killed === 2)!;
  assert.deepEqual([bin.first, bin.end], [dayNumber("2025-12-29"), dayNumber("2026-01-05")]);
});

test("what overlaps on the screen is one number", () => {
  const all = of(
    { id: "a", place_precision: "exact", country: "AA", latitude: 5, longitude: 5 },
    { id: "b", place_precision: "exact", country: "AA", latitude: 5, longitude: 5 },
    { id: "c", place_precision: "admin1", country: "AA", admin1: "West" },
    { id: "d", place_precision: "admin1", country: "AA", admin1: "East" },
  );
  const bySpot = new Map([...Map.groupBy(all, ({ spot }) => spot!)]);
  const far = clusters(bySpot, ({ at }) => [at[0] * 100, at[1]]);
  assert.deepEqual(
    far.map(({ incidents, sure }) => [incidents.length, sure]),
    [
      [3, true],
      [1, false],
    ],
  );
  assert.equal(clusters(bySpot, ({ at }) => [at[0], at[1]]).length, 1);
  assert.deepEqual([1, 2, 5, 20, 100, 500].map(sizeOf), [0, 1, 2, 3, 4, 5]);
});
