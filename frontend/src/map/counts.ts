// Numbers over the map: buttons, one for what stands too close to be told apart, each of which opens its list.
import { make } from "./dom.ts";
import { daysOf, linkTo, titleOf } from "./list.ts";
import type { Point } from "./mercator.ts";
import type { Incident, Spot } from "./rows.ts";
import { type Cluster, clusters, sizeOf } from "./sums.ts";
import type { Words } from "./words.ts";

const MOST = 60; // incidents in an opened list; the list beneath the map has all

/** Keeps the buttons of a map and the list that one of them has opened. */
export class Counts {
  readonly #home: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #words: Words;
  readonly #closer: (spots: Set<Spot>) => void;
  #shown: { button: HTMLButtonElement; cluster: Cluster }[] = [];
  #opener: HTMLButtonElement | null = null;

  constructor(home: HTMLElement, panel: HTMLElement, words: Words, closer: (spots: Set<Spot>) => void) {
    this.#home = home;
    this.#panel = panel;
    this.#words = words;
    this.#closer = closer;
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  /** Gathers anew; `place` gives a spot's pixels, null where it isn't in view. */
  show(bySpot: ReadonlyMap<Spot, Incident[]>, place: (spot: Spot) => Point | null): void {
    const focused = this.#shown.find(({ button }) => button === document.activeElement)?.cluster.spots;
    this.#shown = clusters(bySpot, place)
      .toSorted((a, b) => b.incidents.length - a.incidents.length)
      .map((cluster) => ({ button: this.#button(cluster), cluster }));
    this.#home.replaceChildren(...this.#shown.map(({ button }) => button));
    const kept = focused && this.#shown.find(({ cluster }) => [...cluster.spots].some((spot) => focused.has(spot)));
    kept?.button.focus({ preventScroll: true });
  }

  /** Moves the buttons with the map without gathering anew: cheap enough for every frame. */
  follow(place: (spot: Spot) => Point | null): void {
    for (const { button, cluster } of this.#shown) {
      const [spot] = cluster.spots;
      const at = spot && place(spot);
      button.hidden = !at;
      if (at) put(button, at);
    }
  }

  /** Closes the opened list; focus goes back to where it came from. */
  close(): void {
    if (this.#panel.hidden) return;
    const within = this.#panel.contains(document.activeElement);
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    if (within) (this.#opener?.isConnected ? this.#opener : this.#shown[0]?.button)?.focus({ preventScroll: true });
  }

  #button(cluster: Cluster): HTMLButtonElement {
    const { incidents, sure } = cluster;
    const text = incidents.length === 1 ? "" : this.#words.number(incidents.length);
    const button = make(
      "button",
      { type: "button", class: "count-of", "data-size": String(sizeOf(incidents.length)) },
      text,
    );
    button.setAttribute("aria-label", this.#summary(cluster));
    if (!sure) button.dataset["sure"] = "no";
    put(button, cluster.at);
    button.addEventListener("click", () => this.#open(button, cluster));
    return button;
  }

  #summary({ incidents, sure }: Cluster): string {
    const [only] = incidents;
    const killed = incidents.reduce((sum, { row }) => sum + (row.killed_best ?? 0), 0);
    const known = incidents.some(({ row }) => row.killed_best !== null);
    const parts = [
      incidents.length === 1 && only
        ? titleOf(only, this.#words).map(isolated).join(" · ")
        : this.#words.say("incidents", { n: incidents.length }),
      known ? this.#words.say("killed", { n: killed }) : this.#words.say("noFigure"),
    ];
    return [...parts, ...(sure ? [] : [this.#words.say("areas")])].join(", ");
  }

  #open(button: HTMLButtonElement, cluster: Cluster): void {
    this.#opener = button;
    const words = this.#words;
    const close = make("button", { type: "button", "aria-label": words.say("close") }, "×");
    const here = make("button", { type: "button" }, words.say("zoomHere"));
    close.addEventListener("click", () => this.close());
    here.addEventListener("click", () => {
      this.close();
      this.#closer(cluster.spots);
    });
    const sorted = cluster.incidents.toSorted((a, b) => (b.last ?? -1e9) - (a.last ?? -1e9));
    const items = sorted.slice(0, MOST).map((incident) => {
      const day = daysOf(incident, words);
      return make("li", {}, linkTo(incident, words), make("small", {}, day ? ` ${day}` : ""));
    });
    const heading = make("p", { id: "number", tabindex: "-1" }, this.#summary(cluster));
    this.#panel.replaceChildren(make("div", { class: "actions" }, heading, here, close), make("ul", {}, ...items));
    this.#panel.hidden = false;
    heading.focus({ preventScroll: true });
  }
}

/** A name between signs that keep its direction to itself, for texts that hold no elements. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function put(button: HTMLElement, [x, y]: Point): void {
  button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
}
