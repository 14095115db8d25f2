// What the map says. A page in another language gives its own words as JSON in data-words of .map; what it leaves out is in English.

/** A word's forms by CLDR's plural categories ("one", "few", "other"), or one form for all. {n} and other names are filled in. */
export type Word = string | Record<string, string>;

const ENGLISH = {
  map: "Map. Arrow keys move it, + and − zoom, 0 shows everything. The list below says the same.",
  closer: "Closer",
  further: "Further away",
  everything: "Everything",
  box: "Draw a box",
  close: "Close",
  zoomHere: "Zoom here",
  incidents: { one: "{n} incident", other: "{n} incidents" },
  killed: { one: "{n} killed by the best figures", other: "{n} killed by the best figures" },
  figure: "{n} killed",
  noFigure: "no figure",
  areas: "Known only as an area",
  timeline: "Days: killed by the best figures, per {unit}",
  day: "day",
  week: "week",
  month: "month",
  since: "First day",
  until: "Last day",
  allDays: "All days",
  shown: { one: "{n} of {all} incidents shown", other: "{n} of {all} incidents shown" },
  undated: { one: "{n} without a day", other: "{n} without a day" },
  wide: {
    one: "{n} whose day is not known closely enough for a bar",
    other: "{n} whose day is not known closely enough for a bar",
  },
  without: { one: "{n} in the bars without a figure", other: "{n} in the bars without a figure" },
  unplaced: { one: "{n} without a place on the map", other: "{n} without a place on the map" },
  more: "Show more",
  nothing: "No incident in these days and this part of the map.",
  failed: "The map cannot be shown: its data could not be read. The list below is complete.",
  untitled: "Violence",
  noDay: "day not known",
  legendCountry: "country known",
  legendProvince: "province known",
  legendNear: "district, or near a place",
  legendExact: "place known",
} satisfies Record<string, Word>;

export type Key = keyof typeof ENGLISH;

/** Days as the desk's pages write them: "5 Mar 2026"; of Arabic's month names those of Syria and Iraq, "آذار". */
const WRITTEN_AS: Record<string, string> = { "": "en-GB", en: "en-GB", ar: "ar-SY" };

/** The words of a page, with numbers and days as its language writes them, in Latin digits. */
export class Words {
  readonly language: string;
  readonly #words: Record<string, Word>;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;

  constructor(language: string, given: string | undefined) {
    this.language = `${WRITTEN_AS[language] ?? language}-u-nu-latn`;
    this.#words = { ...ENGLISH, ...(given ? (JSON.parse(given) as Record<string, Word>) : {}) };
    this.#plural = new Intl.PluralRules(this.language);
    this.#number = new Intl.NumberFormat(this.language);
  }

  /** The word with its values filled in; `n` chooses the form. */
  say(key: Key, values: Record<string, number | string> = {}): string {
    return this.#fill(this.#words[key] ?? key, values);
  }

  /** What a page calls a value of a vocabulary ("in_progress"), from its words "state.in_progress"; else the value itself. */
  value(kind: "state" | "grade" | "event", value: string): string {
    const word = this.#words[`${kind}.${value}`];
    return word === undefined ? value.replaceAll("_", " ") : this.#fill(word, {});
  }

  /** What stands before and behind a word's `{n}`. */
  around(key: Key): [string, string] {
    const word = this.#words[key] ?? key;
    const [before, behind] = (typeof word === "string" ? word : (word["other"] ?? "")).split("{n}");
    return [(before ?? "").trim(), (behind ?? "").trim()];
  }

  /** A number as the language writes it. */
  number(value: number): string {
    return this.#number.format(value);
  }

  /** A day or span of days, no finer than `precision` knows it. */
  days(first: Date, last: Date, precision: string): string {
    const finer: Intl.DateTimeFormatOptions = { month: "short", ...(precision === "month" ? {} : { day: "numeric" }) };
    const format = new Intl.DateTimeFormat(this.language, {
      year: "numeric",
      timeZone: "UTC",
      ...(precision === "year" ? {} : finer),
    });
    return format.formatRange(first, last);
  }

  #fill(word: Word, values: Record<string, number | string>): string {
    const n = values["n"];
    const form =
      typeof word === "string"
        ? word
        : (word[typeof n === "number" ? this.#plural.select(n) : "other"] ?? word["other"] ?? "");
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === "number" ? this.number(value) : (value ?? whole);
    });
  }
}
