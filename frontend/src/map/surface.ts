// What moves the map: wheel, drag and pinch (d3-zoom), keys, buttons, and a box that is drawn.
import { type Selection, select } from "d3-selection";
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { make } from "./dom.ts";
import { type Box, project, unproject } from "./mercator.ts";
import type { View } from "./painting.ts";
import type { Words } from "./words.ts";

const CLOSEST = 400_000; // pixels around the world: about 100 m to a pixel
const STEP = 80; // pixels that an arrow key moves the map
const ROOM = 0.06; // share of the view that stays free around what it's fitted to

/** Tells `moved` every frame, and `rested` when a move by a person has ended (with the box that was drawn, if one was). */
export type Heard = { moved: () => void; rested: (box: Box) => void; whole: () => void };

export class Surface {
  readonly element: HTMLElement;
  readonly #heard: Heard;
  readonly #words: Words;
  readonly #zoom: ZoomBehavior<HTMLElement, unknown>;
  readonly #selection: Selection<HTMLElement, unknown, null, undefined>;
  readonly #rubber = make("div", { class: "rubber", hidden: "" });
  #transform: ZoomTransform = zoomIdentity;
  #drawing = false;
  #ours = false; // whether the move under way is the program's own

  constructor(home: HTMLElement, words: Words, heard: Heard) {
    this.#heard = heard;
    this.#words = words;
    this.element = make("div", {
      class: "surface",
      tabindex: "0",
      role: "application",
      "aria-label": words.say("map"),
    });
    this.element.append(make("canvas", { "aria-hidden": "true" }), this.#rubber);
    home.append(this.element);
    this.#zoom = zoom<HTMLElement, unknown>()
      .filter((event: MouseEvent) => !this.#drawing && !event.shiftKey && event.button === 0)
      .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
        this.#transform = transform;
        this.#heard.moved();
      })
      .on("end", () => {
        if (!this.#ours) this.#heard.rested(this.visible());
      });
    this.#selection = select(this.element).call(this.#zoom);
    this.#resize();
    this.#listen();
  }

  /** How the plane lies on the screen now. */
  view(): View {
    const { k, x, y } = this.#transform;
    return { k, x, y, width: this.element.clientWidth || 1, height: this.element.clientHeight || 1 };
  }

  /** The box in view, degrees. */
  visible(): Box {
    const { k, x, y, width, height } = this.view();
    const [west, north] = unproject([-x / k, -y / k]);
    const [east, south] = unproject([(width - x) / k, (height - y) / k]);
    return [Math.max(-180, west), Math.max(-85, south), Math.min(180, east), Math.min(85, north)];
  }

  /** Fits a box into the view; nothing is told but `moved`. */
  fit([west, south, east, north]: Box): void {
    this.#resize();
    const { width, height } = this.view();
    const [[left, top], [right, bottom]] = [project(west, north), project(east, south)];
    const wide = Math.max(right - left, 1e-6) * (1 + 2 * ROOM);
    const high = Math.max(bottom - top, 1e-6) * (1 + 2 * ROOM);
    const k = Math.min(width / wide, height / high, CLOSEST / 8);
    const kept = Math.max(k, this.#least());
    const x = width / 2 - (kept * (left + right)) / 2;
    const y = height / 2 - (kept * (top + bottom)) / 2;
    this.#own(() => this.#selection.call(this.#zoom.transform, zoomIdentity.translate(x, y).scale(kept)));
  }

  /** The buttons that do what wheel and pointer do. */
  buttons(): HTMLElement {
    const button = (text: string, label: string, act: () => void): HTMLButtonElement => {
      const made = make("button", { type: "button", "aria-label": label, title: label }, text);
      made.addEventListener("click", act);
      return made;
    };
    const words = this.#words;
    const box = button("⬚", words.say("box"), () => {
      this.#drawing = !this.#drawing;
      box.setAttribute("aria-pressed", String(this.#drawing));
      this.element.dataset["drawing"] = String(this.#drawing);
    });
    box.setAttribute("aria-pressed", "false");
    this.element.addEventListener("desk:drawn", () => box.getAttribute("aria-pressed") === "true" && box.click());
    return make(
      "div",
      { class: "map-controls" },
      button("+", words.say("closer"), () => this.#by(2)),
      button("−", words.say("further"), () => this.#by(0.5)),
      button("⤢", words.say("everything"), () => this.#heard.whole()),
      box,
    );
  }

  #least(): number {
    return Math.min(this.element.clientWidth, this.element.clientHeight * 1.6) || 1;
  }

  #own(act: () => void): void {
    this.#ours = true;
    act();
    this.#ours = false;
  }

  #by(factor: number): void {
    this.#selection.call(this.#zoom.scaleBy, factor);
  }

  #resize(): void {
    const { width, height } = this.view();
    this.#zoom
      .extent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([this.#least(), CLOSEST])
      .translateExtent([
        [-0.1, -0.05],
        [1.1, 1.05],
      ]);
  }

  #listen(): void {
    new ResizeObserver(() => {
      this.#resize();
      this.#heard.moved();
    }).observe(this.element);
    this.element.addEventListener("keydown", (event) => {
      if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#press(event.key)) event.preventDefault();
    });
    this.element.addEventListener("pointerdown", (event) => {
      const free = event.target instanceof HTMLCanvasElement || event.target === this.element;
      if (event.button === 0 && free && (this.#drawing || event.shiftKey)) this.#draw(event);
    });
  }

  #press(key: string): boolean {
    const { k } = this.#transform;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [STEP, 0],
      ArrowRight: [-STEP, 0],
      ArrowUp: [0, STEP],
      ArrowDown: [0, -STEP],
    };
    const move = moves[key];
    if (move) this.#selection.call(this.#zoom.translateBy, move[0] / k, move[1] / k);
    else if (key === "+" || key === "=") this.#by(2);
    else if (key === "-" || key === "−") this.#by(0.5);
    else if (key === "0") this.#heard.whole();
    else return false;
    return true;
  }

  /** Follows the pointer with a rectangle until it's let go; then that is the box. */
  #draw(start: PointerEvent): void {
    start.preventDefault();
    const frame = this.element.getBoundingClientRect();
    const [fromX, fromY] = [start.clientX - frame.left, start.clientY - frame.top];
    const follow = new AbortController();
    let sides: [number, number, number, number] = [fromX, fromY, fromX, fromY];
    this.element.setPointerCapture(start.pointerId);
    this.#rubber.hidden = false;
    const move = (event: PointerEvent): void => {
      const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
      sides = [Math.min(fromX, x), Math.min(fromY, y), Math.max(fromX, x), Math.max(fromY, y)];
      const [left, top, right, bottom] = sides;
      Object.assign(this.#rubber.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      });
    };
    move(start);
    const end = (event: PointerEvent): void => {
      follow.abort();
      this.#rubber.hidden = true;
      this.element.dispatchEvent(new CustomEvent("desk:drawn"));
      const [left, top, right, bottom] = sides;
      if (event.type === "pointercancel" || right - left < 8 || bottom - top < 8) return;
      const { k, x, y } = this.#transform;
      const [west, north] = unproject([(left - x) / k, (top - y) / k]);
      const [east, south] = unproject([(right - x) / k, (bottom - y) / k]);
      this.fit([west, south, east, north]);
      this.#heard.rested([west, south, east, north]);
    };
    const { signal } = follow;
    this.element.addEventListener("pointermove", move, { signal });
    this.element.addEventListener("pointerup", end, { signal });
    this.element.addEventListener("pointercancel", end, { signal });
  }
}
