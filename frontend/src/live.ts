// What runs now, in one line: [data-live=ADDRESS] shows what the server's events say, in the words of its data-words.

/** Puts an event's values into words: "{done} of {total}". What the words don't name is left out; without words, the value `text`. */
export function fill(words: string | undefined, values: Record<string, unknown>, language: string): string {
  const shown = (value: unknown): string =>
    typeof value === "number" ? value.toLocaleString(language) : String(value ?? "");
  if (!words) return shown(values["text"]);
  return words.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name]));
}

/** The values of an event's data: a JSON object, or any other text as `text`. */
export function valuesOf(data: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(data);
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : { text: data };
  } catch {
    return { text: data };
  }
}

/** Follows the events of every [data-live]: "progress" and plain ones are shown, "end" shows its words and a [data-then] behind it, and ends it. */
export function startLive(page: Document): void {
  for (const line of page.querySelectorAll<HTMLElement>("[data-live]")) follow(page, line);
}

function follow(page: Document, line: HTMLElement): void {
  const source = new EventSource(new URL(line.dataset["live"] ?? "", location.href));
  const language = page.documentElement.lang || "en";
  const say = (words: string | undefined) => (event: MessageEvent<string>) => {
    line.textContent = fill(words, valuesOf(event.data), language);
    line.hidden = line.textContent === "";
  };
  source.addEventListener("message", say(line.dataset["words"]));
  source.addEventListener("progress", say(line.dataset["words"]));
  source.addEventListener("end", (event) => {
    say(line.dataset["endWords"] ?? line.dataset["words"])(event as MessageEvent<string>);
    const then = line.nextElementSibling;
    if (then instanceof HTMLElement && then.matches("[data-then]")) then.hidden = false;
    source.close();
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}
