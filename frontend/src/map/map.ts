// The map and the timeline: each filters the other, both the list beneath; what is chosen is in the address.
import address from "places.world.json";
import { Atlas, type World } from "./areas.ts";
import { addressWith, type Choice, choiceOf, isAt, isInTime, spotsIn } from "./choice.ts";
import { Counts } from "./counts.ts";
import { make } from "./dom.ts";
import { listIncidents } from "./list.ts";
import type { Box } from "./mercator.ts";
import { onScreen, Painter } from "./painting.ts";
import { type Incident, incidentsOf, isoOf, type Outline, type Row, type Spot } from "./rows.ts";
import { binsOf } from "./sums.ts";
import { Surface } from "./surface.ts";
import { tame } from "./tame.ts";
import { Timeline } from "./timeline.ts";
import { Words } from "./words.ts";

const EVERYTHING: Box = [-168, -56, 180, 74];
const NOWHERE: Choice = { since: null, until: null, box: null };
const PAUSE = 150; // milliseconds of rest after which the numbers are gathered and the list is made anew
const MARGIN = 60; // pixels around the view in which numbers are kept

class WorldMap {
  readonly #home: HTMLElement;
  readonly #words: Words;
  readonly #atlas: Atlas;
  readonly #surface: Surface;
  readonly #painter: Painter;
  readonly #counts: Counts;
  readonly #timeline: Timeline;
  readonly #status = make("p", { class: "map-status quiet", role: "status" });
  #outline: Outline = { rows: [], undated: 0, unplaced: 0 };
  #incidents: Incident[] = [];
  #bySpot = new Map<Spot, Incident[]>();
  #choice: Choice = NOWHERE;
  #at = new URLSearchParams(location.search).getAll("at"); // the row that was judged, until something is chosen
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(home: HTMLElement, timeline: HTMLElement, words: Words, world: World) {
    this.#home = home;
    this.#words = words;
    this.#atlas = new Atlas(world);
    const whole = (): void => this.choose({ ...this.#choice, box: null }, true);
    const rested = (box: Box): void => this.choose({ ...this.#choice, box }, true, false);
    this.#surface = new Surface(home, words, { moved: () => this.#paintSoon(), rested, whole });
    this.#painter = new Painter(this.#surface.element.querySelector("canvas")!, world);
    const numbers = make("div", { class: "numbers" });
    const panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "number", hidden: "" });
    panel.dir = document.dir || "ltr";
    const controls = this.#surface.buttons();
    controls.dir = document.dir || "ltr";
    this.#surface.element.append(numbers);
    home.append(controls, panel);
    home.after(legend(words));
    this.#counts = new Counts(numbers, panel, words, (spots) => this.#closer(spots));
    this.#timeline = new Timeline(timeline, words, (days, done) =>
      this.choose({ ...this.#choice, ...days }, done, false),
    );
    timeline.after(this.#status);
  }

  /** Takes up other incidents and shows what the address chooses of them. */
  load(outline: Outline): void {
    this.#outline = outline;
    this.#incidents = incidentsOf(outline.rows.map(tamed), this.#atlas);
    this.choose(choiceOf(new URLSearchParams(location.search)), false);
    this.#showEverything();
  }

  /** Chooses days and box; `done` says that it goes into the address, `fit` that the view goes to the box. */
  choose(choice: Choice, done: boolean, fit = true): void {
    const timeChanged = choice.since !== this.#choice.since || choice.until !== this.#choice.until;
    this.#choice = choice;
    if (done) {
      this.#at = [];
      history.replaceState(history.state, "", addressWith(new URL(location.href), choice));
      fields(choice);
    }
    if (timeChanged || this.#bySpot.size === 0) this.#gather();
    if (fit) this.#surface.fit(choice.box ?? this.#extent());
    this.#paintSoon();
    this.#restSoon();
  }

  /** Takes up the colours of another theme. */
  refresh(): void {
    this.#painter.refresh();
    this.#paintSoon();
  }

  #gather(): void {
    this.#bySpot = new Map();
    for (const incident of this.#incidents) {
      if (!incident.spot || !isInTime(incident, this.#choice)) continue;
      const found = this.#bySpot.get(incident.spot);
      if (found) found.push(incident);
      else this.#bySpot.set(incident.spot, [incident]);
    }
  }

  #paintSoon(): void {
    this.#restSoon();
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const view = this.#surface.view();
      this.#painter.paint(view, this.#bySpot, this.#choice.box);
      this.#counts.follow(this.#place());
    });
  }

  #restSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#showEverything(), PAUSE);
  }

  #showEverything(): void {
    clearTimeout(this.#rest);
    this.#counts.show(this.#bySpot, this.#place());
    const spots = spotsIn(this.#incidents, this.#choice);
    const inBox = this.#incidents.filter((incident) => isAt(incident, spots));
    const shown = inBox.filter((incident) => isInTime(incident, this.#choice));
    const bins = binsOf(this.#incidents, inBox);
    this.#timeline.show(bins, this.#choice);
    const results = document.getElementById("results");
    if (results) listIncidents(results, shown, this.#words, this.#at);
    this.#say(shown.length, bins);
    this.#home.dataset["shown"] = String(shown.length);
  }

  /** What is shown, and what the bars and the map leave out, in words. */
  #say(shown: number, bins: ReturnType<typeof binsOf>): void {
    const words = this.#words;
    const unplaced = this.#incidents.filter(({ spot }) => spot === null).length;
    const left = [
      ["undated", Math.max(bins?.undated ?? this.#incidents.length, this.#outline.undated)],
      ["wide", bins?.wide ?? 0],
      ["without", bins?.without ?? 0],
      ["unplaced", Math.max(unplaced, this.#outline.unplaced)],
    ] as const;
    const parts = left.filter(([, n]) => n > 0).map(([key, n]) => words.say(key, { n }));
    this.#status.textContent = [words.say("shown", { n: shown, all: this.#incidents.length }), ...parts].join(" · ");
  }

  #place(): (spot: Spot) => readonly [number, number] | null {
    const view = this.#surface.view();
    return (spot) => {
      const [x, y] = onScreen(view, spot.at);
      const out = x < -MARGIN || y < -MARGIN || x > view.width + MARGIN || y > view.height + MARGIN;
      return out ? null : [x, y];
    };
  }

  /** The box around everything that has a place. */
  #extent(): Box {
    const places = [...this.#bySpot.keys()].flatMap((spot) => boundsOf(spot));
    if (places.length === 0) return EVERYTHING;
    const [wests, souths, easts, norths] = [0, 1, 2, 3].map((side) => places.map((box) => box[side]!));
    return [Math.min(...wests!), Math.min(...souths!), Math.max(...easts!), Math.max(...norths!)];
  }

  #closer(spots: Set<Spot>): void {
    const places = [...spots].map((spot) => boundsOf(spot)[0]!);
    const [wests, souths, easts, norths] = [0, 1, 2, 3].map((side) => places.map((box) => box[side]!));
    const box: Box = [Math.min(...wests!), Math.min(...souths!), Math.max(...easts!), Math.max(...norths!)];
    this.choose({ ...this.#choice, box }, true);
    this.#surface.element.focus({ preventScroll: true });
  }
}

/** The box around a spot: of an area, around its largest part alone, so that an island far off doesn't stretch the view. */
function boundsOf(spot: Spot): Box[] {
  const [longitude, latitude] = spot.at;
  if ("km" in spot) {
    const room = Math.max(spot.km, 10) / 70; // degrees
    return [[longitude - room, latitude - room, longitude + room, latitude + room]];
  }
  const [ring] = spot.area.parts.map(([outer]) => outer!).toSorted((a, b) => b.length - a.length);
  const [xs, ys] = [ring!.map(([x]) => x!), ring!.map(([, y]) => y!)];
  return [[Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]];
}

function legend(words: Words): HTMLElement {
  const entries = (["Exact", "Near", "Province", "Country"] as const).map((kind) =>
    make("li", { "data-precision": kind.toLowerCase() }, words.say(`legend${kind}`)),
  );
  return make("ul", { class: "legend" }, ...entries);
}

/** Puts what is chosen into the page's own filters, where it has fields for it, and into links that keep the search. */
function fields({ since, until, box }: Choice): void {
  const values = { since: since === null ? "" : isoOf(since), until: until === null ? "" : isoOf(until), box: "" };
  values.box = box ? (new URL(location.href).searchParams.get("box") ?? "") : "";
  for (const [name, value] of Object.entries(values))
    for (const field of document.querySelectorAll<HTMLInputElement>(`form[data-auto] input[name="${name}"]`))
      field.value = value;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-same-search]")) link.search = location.search;
}

/** A row of which everything that comes from pages can stand beside the map's own words. */
function tamed(row: Row): Row {
  const [title, place, admin1] = [row.title, row.place, row.admin1].map((name) => name && tame(name));
  return { ...row, title: title ?? null, place: place ?? null, admin1: admin1 ?? null };
}

/** The outline's address under the page's filters, without days and box: those filter here, so that the bars show what lies outside too. */
function outlineAddress(home: HTMLElement): URL {
  const made = new URL(home.dataset["outline"] ?? "", location.href);
  made.search = location.search;
  for (const name of ["since", "until", "box", "after", "at", "done"]) made.searchParams.delete(name);
  for (const name of new Set(made.searchParams.keys())) made.searchParams.delete(name, ""); // fields left empty
  return made;
}

async function fetchJson<T>(from: URL): Promise<T> {
  const answer = await fetch(from, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new TypeError(`${from.pathname}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Draws `.map[data-outline]` and `.timeline` of a page; where the data can't be read, says so and leaves the page's own list. */
export async function startMap(page: Document): Promise<void> {
  const home = page.querySelector<HTMLElement>(".map[data-outline]");
  const timeline = page.querySelector<HTMLElement>(".timeline");
  if (!home || !timeline) return;
  const words = new Words(page.documentElement.lang, home.dataset["words"]);
  try {
    const [world, outline] = await Promise.all([
      fetchJson<World>(new URL(address, import.meta.url)),
      fetchJson<Outline>(outlineAddress(home)),
    ]);
    const map = new WorldMap(home, timeline, words, world);
    map.load(outline);
    page.addEventListener(
      "desk:results",
      () => void fetchJson<Outline>(outlineAddress(home)).then((next) => map.load(next)),
    );
    page.addEventListener("desk:theme", () => map.refresh());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.refresh());
  } catch {
    home.replaceChildren(make("p", { class: "notice", "data-kind": "error", dir: "auto" }, words.say("failed")));
  }
}
