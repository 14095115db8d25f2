// The map's picture: land and borders, then what is known of places, as areas. Nothing here is a pin.
import type { Position } from "geojson";
import { mesh } from "topojson-client";
import type { Area, World } from "./areas.ts";
import { colours } from "./dom.ts";
import { type Box, lengthOf, type Point, project } from "./mercator.ts";
import type { Incident, Spot } from "./rows.ts";
import { sizeOf } from "./sums.ts";

/** How the plane lies on the screen: pixels = k × plane + x, y. */
export type View = { k: number; x: number; y: number; width: number; height: number };

const COLOURS = ["water", "land", "border", "line", "hurt", "ink", "sheet", "focus"] as const;
type Colours = Record<(typeof COLOURS)[number], string>;

const CLOSE = 2400; // pixels around the world: from here on provinces' borders are drawn
const HATCH = 7; // pixels between the lines of a country
const LEAST = 5; // pixels: the radius of the smallest soft circle
const SPRITE = 64; // pixels: the radius at which the soft circle is painted once

/** Pixels of a point given in degrees. */
export function onScreen(view: View, [longitude, latitude]: readonly [number, number]): Point {
  const [x, y] = project(longitude, latitude);
  return [x * view.k + view.x, y * view.k + view.y];
}

/** Paints a canvas that fills its element; `refresh` takes up new colours. */
export class Painter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #world: World;
  readonly #shapes = new Map<string, Path2D>();
  readonly #land: Path2D;
  readonly #borders: Path2D;
  #provinces: Path2D | undefined;
  #colours: Colours;
  #hatch: CanvasPattern | null = null;
  #soft = document.createElement("canvas");
  readonly #sheet = document.createElement("canvas");

  constructor(canvas: HTMLCanvasElement, world: World) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d")!;
    this.#world = world;
    const { countries } = world.objects;
    this.#land = lines(mesh(world, countries, (a, b) => a === b).coordinates, true);
    this.#borders = lines(mesh(world, countries, (a, b) => a !== b).coordinates, false);
    this.#colours = colours(canvas.parentElement!, COLOURS);
    this.refresh();
  }

  /** Reads the colours of the page anew: its theme may be another. */
  refresh(): void {
    this.#colours = colours(this.#canvas.parentElement!, COLOURS);
    this.#hatch = hatch(this.#context, this.#colours.hurt);
    this.#soft = soft(this.#colours.hurt);
  }

  /** Paints everything for a view: the incidents by their spots, and the box where one is chosen. */
  paint(view: View, bySpot: ReadonlyMap<Spot, Incident[]>, box: Box | null): void {
    const { width, height } = view;
    const ratio = window.devicePixelRatio || 1;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.#colours.water;
    context.fillRect(0, 0, width, height);
    this.#paintLand(view);
    const known = [...bySpot].filter(([spot]) => inView(view, spot));
    for (const [spot, incidents] of known)
      if ("area" in spot) this.#paintArea(view, spot.area, spot.fine, incidents.length);
    this.#paintCircles(
      view,
      known.flatMap(([spot]) => ("km" in spot && spot.km > 0 ? spot : [])),
    );
    for (const [spot] of known) if ("km" in spot && spot.km === 0) this.#paintRing(view, spot.at);
    if (box) this.#paintBox(view, box);
  }

  #paintLand(view: View): void {
    const context = this.#context;
    context.save();
    context.translate(view.x, view.y);
    context.scale(view.k, view.k);
    context.fillStyle = this.#colours.land;
    context.fill(this.#land, "evenodd");
    context.lineJoin = "round";
    context.lineWidth = 0.8 / view.k;
    context.strokeStyle = this.#colours.border;
    context.stroke(this.#land);
    if (view.k > CLOSE) {
      this.#provinces ??= lines(mesh(this.#world, this.#world.objects.provinces, (a, b) => a !== b).coordinates, false);
      context.lineWidth = 0.6 / view.k;
      context.strokeStyle = this.#colours.line;
      context.stroke(this.#provinces);
    }
    context.lineWidth = 1.1 / view.k;
    context.strokeStyle = this.#colours.border;
    context.stroke(this.#borders);
    context.restore();
  }

  #paintArea(view: View, area: Area, fine: boolean, incidents: number): void {
    const context = this.#context;
    let shape = this.#shapes.get(area.key);
    if (!shape) {
      shape = lines(area.parts.flat(), true);
      this.#shapes.set(area.key, shape);
    }
    const placed = new Path2D();
    placed.addPath(shape, new DOMMatrix([view.k, 0, 0, view.k, view.x, view.y]));
    context.save();
    if (fine) {
      context.globalAlpha = 0.16 + 0.07 * sizeOf(incidents);
      context.fillStyle = this.#colours.hurt;
    } else if (this.#hatch) context.fillStyle = this.#hatch;
    context.fill(placed, "evenodd");
    context.globalAlpha = 0.8;
    context.lineWidth = 1;
    context.strokeStyle = this.#colours.hurt;
    if (!fine) context.setLineDash([4, 3]);
    context.stroke(placed);
    context.restore();
  }

  /** All soft circles on one sheet that is laid over the map: however many overlap, no place looks surer than one makes it. */
  #paintCircles(view: View, circles: readonly { at: readonly [number, number]; km: number }[]): void {
    if (circles.length === 0) return;
    const context = this.#context;
    this.#sheet.width = Math.round(view.width);
    this.#sheet.height = Math.round(view.height);
    const sheet = this.#sheet.getContext("2d")!;
    for (const { at, km } of circles) {
      const [x, y] = onScreen(view, at);
      const radius = Math.max(LEAST, lengthOf(km, at[1]) * view.k);
      sheet.drawImage(this.#soft, x - radius, y - radius, 2 * radius, 2 * radius);
    }
    context.globalAlpha = 0.45;
    context.drawImage(this.#sheet, 0, 0, view.width, view.height);
    context.globalAlpha = 1;
  }

  #paintRing(view: View, at: readonly [number, number]): void {
    const [x, y] = onScreen(view, at);
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = this.#colours.hurt;
    context.stroke();
  }

  #paintBox(view: View, [west, south, east, north]: Box): void {
    const [left, bottom] = onScreen(view, [west, south]);
    const [right, top] = onScreen(view, [east, north]);
    const context = this.#context;
    context.save();
    context.lineWidth = 2;
    context.setLineDash([8, 4]);
    context.strokeStyle = this.#colours.focus;
    context.strokeRect(left, top, right - left, bottom - top);
    context.restore();
  }
}

function inView(view: View, spot: Spot): boolean {
  if ("area" in spot) return true;
  const [x, y] = onScreen(view, spot.at);
  const radius = Math.max(LEAST, lengthOf(spot.km, spot.at[1]) * view.k);
  return x > -radius && y > -radius && x < view.width + radius && y < view.height + radius;
}

function lines(rings: Position[][], closed: boolean): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(([longitude, latitude], at) => {
      const [x, y] = project(longitude!, latitude!);
      if (at === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

function hatch(context: CanvasRenderingContext2D, colour: string): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = tile.height = HATCH;
  const paint = tile.getContext("2d")!;
  paint.strokeStyle = colour;
  paint.globalAlpha = 0.55;
  paint.lineWidth = 1.1;
  for (const shift of [-HATCH, 0, HATCH]) {
    paint.moveTo(shift, HATCH);
    paint.lineTo(shift + HATCH, 0);
  }
  paint.stroke();
  return context.createPattern(tile, "repeat");
}

/** A disc whose edge fades: its middle says no more than the rest. */
function soft(colour: string): HTMLCanvasElement {
  const sprite = document.createElement("canvas");
  sprite.width = sprite.height = 2 * SPRITE;
  const paint = sprite.getContext("2d")!;
  const fade = paint.createRadialGradient(SPRITE, SPRITE, 0, SPRITE, SPRITE, SPRITE);
  const [red, green, blue] = colour.match(/[\d.]+/g) ?? ["0", "0", "0"];
  const at = (alpha: number): string => `rgba(${red}, ${green}, ${blue}, ${alpha})`;
  fade.addColorStop(0, at(0.9));
  fade.addColorStop(0.6, at(0.75));
  fade.addColorStop(1, at(0));
  paint.fillStyle = fade;
  paint.fillRect(0, 0, 2 * SPRITE, 2 * SPRITE);
  return sprite;
}
