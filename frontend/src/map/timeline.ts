// The timeline: bars of the killed, and a choice of days that pointer and keys move. Time runs from left to right in every language.
import { scaleLinear, scaleUtc } from "d3-scale";
import type { Choice } from "./choice.ts";
import { draw, make } from "./dom.ts";
import { dateOf } from "./rows.ts";
import { type Bin, type Bins, indexOf } from "./sums.ts";
import type { Words } from "./words.ts";

type Days = Pick<Choice, "since" | "until">;
type Side = "since" | "until";

const HEIGHT = 108; // pixels, the days' names included
const FOOT = 20;
const EDGE = 14; // pixels at either end, so that the handles stay within
const LEAP = 10; // bars that Page Up and Page Down move by

/** Draws the bars within `.timeline` and tells `choose` which days are chosen. */
export class Timeline {
  readonly #home: HTMLElement;
  readonly #words: Words;
  readonly #choose: (days: Days, done: boolean) => void;
  readonly #picture = draw("svg", { class: "bars", role: "group" });
  readonly #drawn = draw("g");
  readonly #clear: HTMLButtonElement;
  readonly #caption = make("span");
  readonly #handles: Record<Side, SVGGElement>;
  readonly #veils = [draw("rect", { class: "veil" }), draw("rect", { class: "veil" })] as const;
  #bins: Bins | null = null;
  #days: Days = { since: null, until: null };
  #drag: { from: number; side: Side | null } | null = null;

  constructor(home: HTMLElement, words: Words, choose: (days: Days, done: boolean) => void) {
    this.#home = home;
    this.#words = words;
    this.#choose = choose;
    this.#clear = make("button", { type: "button", hidden: "" }, words.say("allDays"));
    this.#clear.addEventListener("click", () => this.#set({ since: null, until: null }, true));
    this.#handles = { since: this.#handle("since"), until: this.#handle("until") };
    // The handles stay where they are when the bars are drawn anew: moved, they'd lose focus
    this.#picture.append(this.#drawn, ...this.#veils, this.#handles.since, this.#handles.until);
    home.replaceChildren(make("div", { class: "timeline-head" }, this.#caption, this.#clear), this.#picture);
    this.#listen();
    new ResizeObserver(() => this.#render()).observe(home);
  }

  /** Shows other bars, or another choice of days. */
  show(bins: Bins | null, days: Days): void {
    this.#bins = bins;
    this.#days = { since: days.since, until: days.until };
    this.#home.hidden = bins === null;
    if (bins) this.#caption.textContent = this.#words.say("timeline", { unit: this.#words.say(bins.unit) });
    this.#picture.setAttribute("aria-label", this.#caption.textContent ?? "");
    this.#render();
  }

  #width(): number {
    return Math.max(200, this.#home.clientWidth);
  }

  #scale() {
    const { bins } = this.#bins!;
    return scaleLinear()
      .domain([bins[0]!.first, bins.at(-1)!.end])
      .range([EDGE, this.#width() - EDGE]);
  }

  #render(): void {
    if (!this.#bins) return;
    const { bins } = this.#bins;
    const [width, x] = [this.#width(), this.#scale()];
    this.#picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const most = Math.max(1, ...bins.map((bin) => bin.killed));
    const y = scaleLinear([0, most], [0, HEIGHT - FOOT - 14]);
    const bars = bins.filter((bin) => bin.incidents > 0).map((bin) => this.#bar(bin, x, y));
    const top = draw("text", { class: "most", x: EDGE + 8, y: 10 }, this.#words.number(most));
    this.#drawn.replaceChildren(top, ...bars, ...this.#axis());
    this.#place();
  }

  #bar(bin: Bin, x: (day: number) => number, y: (killed: number) => number): SVGElement {
    const [left, right] = [x(bin.first), x(bin.end)];
    const high = Math.max(bin.killed > 0 ? 2 : 1, y(bin.killed));
    const wide = Math.max(1, right - left - (right - left > 4 ? 1 : 0));
    const box = {
      class: bin.killed ? "bar-of" : "bar-of none",
      x: left,
      y: HEIGHT - FOOT - high,
      width: wide,
      height: high,
    };
    const said = [
      this.#words.days(dateOf(bin.first), dateOf(bin.end - 1), "day"),
      this.#words.say("incidents", { n: bin.incidents }),
      this.#words.say("killed", { n: bin.killed }),
    ];
    return draw("rect", box, draw("title", {}, said.join(", ")));
  }

  #axis(): SVGElement[] {
    const { bins } = this.#bins!;
    const line = HEIGHT - FOOT;
    const time = scaleUtc([dateOf(bins[0]!.first), dateOf(bins.at(-1)!.end)], [EDGE, this.#width() - EDGE]);
    const ticks = time.ticks(Math.max(2, Math.floor(this.#width() / 110)));
    const apart = ticks.length > 1 ? (ticks[1]!.getTime() - ticks[0]!.getTime()) / 86_400_000 : 0;
    const precision = apart > 300 ? "year" : apart > 27 ? "month" : "day";
    const marks = ticks.flatMap((tick) => [
      draw("line", { class: "axis", x1: time(tick), x2: time(tick), y1: line, y2: line + 4 }),
      draw(
        "text",
        { x: time(tick), y: HEIGHT - 3, "text-anchor": this.#anchor(time(tick)) },
        this.#words.days(tick, tick, precision),
      ),
    ]);
    return [draw("line", { class: "axis", x1: EDGE, x2: this.#width() - EDGE, y1: line, y2: line }), ...marks];
  }

  /** So that the days' names at either end stay within the picture. */
  #anchor(x: number): string {
    if (x < 3 * EDGE) return "start";
    return x > this.#width() - 3 * EDGE ? "end" : "middle";
  }

  #handle(side: Side): SVGGElement {
    const handle = draw(
      "g",
      { class: "handle", role: "slider", tabindex: 0, "aria-label": this.#words.say(side), "data-side": side },
      draw("rect", { class: "grip-room", x: -12, y: 0, width: 24, height: HEIGHT - FOOT }),
      draw("line", { x1: 0, x2: 0, y1: 0, y2: HEIGHT - FOOT }),
      draw("rect", { class: "grip", x: -5, y: 28, width: 10, height: 26, rx: 3 }),
    );
    handle.addEventListener("keydown", (event) => this.#press(event, side));
    return handle;
  }

  /** Puts handles and veils where the choice is, and says it. */
  #place(): void {
    const { bins } = this.#bins!;
    const x = this.#scale();
    const [first, end] = [bins[0]!.first, bins.at(-1)!.end];
    const since = Math.min(Math.max(this.#days.since ?? first, first), end - 1);
    const until = Math.min(Math.max(this.#days.until ?? end - 1, first), end - 1);
    const [left, right] = [x(since), x(until + 1)];
    const veil = (at: 0 | 1, from: number, to: number): void => {
      const box = { x: from, y: 0, width: Math.max(0, to - from), height: HEIGHT - FOOT };
      for (const [name, value] of Object.entries(box)) this.#veils[at].setAttribute(name, String(value));
    };
    veil(0, EDGE, left);
    veil(1, right, this.#width() - EDGE);
    for (const [side, at, day] of [
      ["since", left, since],
      ["until", right, until],
    ] as const) {
      const handle = this.#handles[side];
      handle.setAttribute("transform", `translate(${at} 0)`);
      handle.setAttribute("aria-valuemin", String(first));
      handle.setAttribute("aria-valuemax", String(end - 1));
      handle.setAttribute("aria-valuenow", String(day));
      handle.setAttribute("aria-valuetext", this.#words.days(dateOf(day), dateOf(day), "day"));
    }
    this.#clear.hidden = this.#days.since === null && this.#days.until === null;
  }

  #set(days: Days, done: boolean): void {
    this.#days = days;
    this.#place();
    this.#choose(days, done);
  }

  /** Moves a side to the edge of a bar, by bars; the other side gives way to nothing: neither passes the other. */
  #press(event: KeyboardEvent, side: Side): void {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -LEAP,
      PageUp: LEAP,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    };
    const by = steps[event.key];
    if (event.key === "Escape" || by === undefined || !this.#bins) {
      if (event.key === "Escape") this.#set({ since: null, until: null }, true);
      return;
    }
    event.preventDefault();
    const { bins } = this.#bins;
    const now = this.#days[side] ?? (side === "since" ? bins[0]!.first : bins.at(-1)!.end - 1);
    const at = Math.min(Math.max(Math.max(0, indexOf(bins, now)) + by, 0), bins.length - 1);
    this.#move(side, bins[at]!, true);
  }

  #move(side: Side, bin: Bin, done: boolean): void {
    const { bins } = this.#bins!;
    const { since, until } = this.#days;
    if (side === "since") {
      const first = Math.min(bin.first, until ?? bin.first);
      this.#set({ since: first <= bins[0]!.first ? null : first, until }, done);
    } else {
      const last = Math.max(bin.end - 1, since ?? 0);
      this.#set({ since, until: last >= bins.at(-1)!.end - 1 ? null : last }, done);
    }
  }

  #binAt(event: PointerEvent): number {
    const x = event.clientX - this.#picture.getBoundingClientRect().left;
    const { bins } = this.#bins!;
    return Math.min(Math.max(indexOf(bins, Math.floor(this.#scale().invert(x))), 0), bins.length - 1);
  }

  #listen(): void {
    this.#picture.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.#bins) return;
      const side = (event.target as Element).closest<SVGElement>("[data-side]")?.dataset["side"] as Side | undefined;
      this.#drag = { from: this.#binAt(event), side: side ?? null };
      this.#picture.setPointerCapture(event.pointerId);
      if (!side) event.preventDefault();
    });
    this.#picture.addEventListener("pointermove", (event) => this.#dragTo(event, false));
    this.#picture.addEventListener("pointerup", (event) => {
      this.#dragTo(event, true);
      this.#drag = null;
    });
    this.#picture.addEventListener("pointercancel", () => {
      this.#drag = null;
    });
  }

  #dragTo(event: PointerEvent, done: boolean): void {
    if (!this.#drag || !this.#bins) return;
    const { bins } = this.#bins;
    const at = this.#binAt(event);
    const { side, from } = this.#drag;
    if (side) {
      this.#move(side, bins[at]!, done);
      return;
    }
    const [low, high] = [Math.min(from, at), Math.max(from, at)];
    this.#set(
      { since: low === 0 ? null : bins[low]!.first, until: high === bins.length - 1 ? null : bins[high]!.end - 1 },
      done,
    );
  }
}
