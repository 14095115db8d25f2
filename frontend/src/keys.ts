// The desk's keys: j and k between rows, o or Enter to open one, a control's own letter, g and a letter to another view, / ? Escape.

/** What a press asks for; `letter` is what a control or a view is called by. */
export type Step =
  | { kind: "move"; by: 1 | -1 }
  | { kind: "open" | "search" | "help" | "close" | "wait" }
  | { kind: "press" | "go"; letter: string };

/** A press as far as it matters: `code` is the place on the keyboard ("KeyJ"), `typing` whether it goes into a field. */
export type Press = { key: string; code: string; modified: boolean; typing: boolean; dialog: boolean };

const PATIENCE = 1500; // milliseconds after g in which its letter counts

/** The Latin letter of a press: of an Arabic or Cyrillic keyboard, the one that stands on the same key. */
export function letterOf({ key, code }: Pick<Press, "key" | "code">): string {
  if (/^[a-z0-9]$/i.test(key)) return key.toLowerCase();
  if (key === "؟") return "?";
  const onKey = /^Key([A-Z])$/.exec(code)?.[1];
  return key.length === 1 && key > "\u007f" && onKey !== undefined ? onKey.toLowerCase() : key;
}

/** Reads presses one after the other; it remembers only that g came, and when. */
export class Keys {
  #asked = Number.NEGATIVE_INFINITY;

  /** What this press at `now` (milliseconds) asks for; null where it's none of ours. */
  read(press: Press, now: number): Step | null {
    const letter = letterOf(press);
    if (letter === "Escape") return { kind: "close" };
    if (press.modified || press.typing || (press.dialog && letter !== "?")) return null;
    if (now - this.#asked < PATIENCE && letter.length === 1) {
      this.#asked = Number.NEGATIVE_INFINITY;
      return { kind: "go", letter };
    }
    switch (letter) {
      case "j":
        return { kind: "move", by: 1 };
      case "k":
        return { kind: "move", by: -1 };
      case "o":
      case "Enter":
        return { kind: "open" };
      case "/":
        return { kind: "search" };
      case "?":
        return { kind: "help" };
      case "g":
        this.#asked = now;
        return { kind: "wait" };
      default:
        return letter.length === 1 ? { kind: "press", letter } : null;
    }
  }
}

const NAMED = new Set(["?"]); // what the help's own lines say already

const FIELDS =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

/** Whether an element is there to be seen and pressed. */
export function isVisible(element: Element): boolean {
  return element.getClientRects().length > 0 && !element.closest("[inert]");
}

/** The rows of every list, one list after the other: a dossier has its accounts, its pages, its log. */
function rowsInView(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>("[data-rows] [data-row]")].filter(isVisible);
}

function currentRow(page: Document, rows: HTMLElement[]): number {
  const focused = rows.findIndex((row) => row.contains(page.activeElement));
  return focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute("aria-current") === "true");
}

function move(page: Document, by: 1 | -1): boolean {
  const rows = rowsInView(page);
  const at = currentRow(page, rows);
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (!next) return false;
  for (const row of rows) row.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus();
  return true;
}

/** Opens the current row; Enter on a link or button within it stays what it is. */
function open(page: Document, key: string): boolean {
  const rows = rowsInView(page);
  const row = rows[currentRow(page, rows)];
  if (!row || (key === "Enter" && page.activeElement !== row)) return false;
  return press(row.querySelector<HTMLElement>("a[data-open]"));
}

function press(control: HTMLElement | null | undefined): boolean {
  control?.click();
  return control != null;
}

/**
 * The control of this letter: the current row's own before the page's; never that of a row that isn't the current one.
 *
 * Of a row about another incident than the page ([data-about]), the page's own judging isn't meant: what the row can't be
 * asked does nothing.
 */
function find(page: Document, name: "key" | "go", letter: string): HTMLElement | undefined {
  const rows = rowsInView(page);
  const row = rows[currentRow(page, rows)];
  const called = [...page.querySelectorAll<HTMLElement>(`[data-${name}]`)].filter(
    (control) => control.dataset[name]?.toLowerCase() === letter.toLowerCase() && isVisible(control),
  );
  const elsewhere = row?.dataset["about"] === undefined ? "[data-row]" : "[data-row], [data-about]";
  return called.find((control) => row?.contains(control)) ?? called.find((control) => !control.closest(elsewhere));
}

/** The words of a control without the letters shown in it. */
function words(control: HTMLElement): string {
  const copy = control.cloneNode(true) as HTMLElement;
  for (const letters of copy.querySelectorAll("kbd")) letters.remove();
  return (control.getAttribute("aria-label") ?? copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

function help(page: Document): boolean {
  const dialog = page.querySelector<HTMLDialogElement>("dialog#help");
  if (!dialog) return false;
  if (dialog.open) {
    dialog.close();
    return true;
  }
  let list = dialog.querySelector("dl.keys");
  if (!list) {
    list = page.createElement("dl");
    list.className = "keys";
    dialog.append(list);
  }
  for (const made of list.querySelectorAll("[data-made]")) made.remove();
  const told = new Set<string>();
  for (const control of page.querySelectorAll<HTMLElement>("[data-go], [data-key]")) {
    const { go, key } = control.dataset;
    const [letters, text] = [go ? ["g", go] : [key ?? ""], words(control)];
    if (!isVisible(control) || NAMED.has(key ?? "") || told.has(`${letters} ${text}`)) continue;
    told.add(`${letters} ${text}`); // the same control of many rows is told once
    list.append(...entry(page, letters, text));
  }
  dialog.showModal();
  return true;
}

function entry(page: Document, letters: string[], text: string): HTMLElement[] {
  const [term, meaning] = [page.createElement("dt"), page.createElement("dd")];
  for (const letter of letters) {
    const shown = page.createElement("kbd");
    shown.textContent = letter;
    term.append(shown, " ");
  }
  meaning.textContent = text;
  term.dataset["made"] = meaning.dataset["made"] = "";
  return [term, meaning];
}

/** Out of a field; else out of the menu or the pane; else by the control that Escape is the key of. Browsers close dialogs themselves. */
function close(page: Document): boolean {
  const active = page.activeElement;
  if (page.querySelector("dialog[open]")) return false;
  if (active instanceof HTMLElement && active.matches(FIELDS)) {
    active.blur(); // what was written stays until the next
    return false;
  }
  const menu = page.querySelector<HTMLDetailsElement>("details.menu[open]");
  if (menu) menu.open = false;
  else if (page.dispatchEvent(new CustomEvent("desk:close", { cancelable: true }))) press(find(page, "key", "Escape"));
  return false;
}

function perform(page: Document, step: Step, key: string): boolean {
  switch (step.kind) {
    case "move":
      return move(page, step.by);
    case "open":
      return open(page, key);
    case "press":
      return press(find(page, "key", step.letter));
    case "go":
      return press(find(page, "go", step.letter));
    case "help":
      return help(page);
    case "close":
      return close(page);
    case "search": {
      const fields = [...page.querySelectorAll<HTMLElement>("[data-search]")].filter(isVisible);
      const field = fields.find((one) => one.closest("main")) ?? fields[0]; // a view's own before the bar's
      field?.focus();
      return field !== undefined;
    }
    case "wait":
      return true;
  }
}

/** Listens for the desk's keys in `page`, unless its reader has switched them off (`body[data-keys=off]`). */
export function startKeys(page: Document): void {
  const keys = new Keys();
  page.addEventListener("click", (event) => {
    if ((event.target as Element | null)?.closest("[data-help]")) help(page);
  });
  page.addEventListener("keydown", (event) => {
    if (page.body.dataset["keys"] === "off" || event.defaultPrevented || event.isComposing) return;
    const target = event.target as Element | null;
    const { key, code } = event;
    const step = keys.read(
      {
        key,
        code,
        modified: event.ctrlKey || event.metaKey || event.altKey,
        typing: target?.closest(FIELDS) != null,
        dialog: page.querySelector("dialog[open]") !== null,
      },
      event.timeStamp,
    );
    if (step && perform(page, step, key)) event.preventDefault();
  });
}
