// What was typed in a form whose session is over: kept in this tab while its writer signs in again, then filled in once more.
// Never a password or a code, never for another person; signing out lets go of it.

const KEPT = "reportedly-typed";
const TYPED =
  "textarea, select, input:is([type=text], [type=date], [type=number], [type=checkbox], [type=radio], :not([type]))";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** What a field held; `on` whether it was ticked, where it can be. */
type Typed = { name: string; value: string; on?: boolean };
/** A form as it was sent: from which page, by whom; `over` once that has led to the door. */
type Draft = { page: string; action: string; who: string; over: boolean; fields: Typed[] };

/** Keeps what is sent, and fills it in again on the page from which it went nowhere. */
export function startDrafts(page: Document): void {
  const who = page.body.dataset["who"] ?? "";
  settle(page, who);
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute("action") === "/sign-out") forget();
    else if (who && form.method === "post" && form.closest("main")) keep(form, who);
  });
}

/** On arriving: at the door a draft waits, on its page it is filled in, anywhere else it has been sent. */
function settle(page: Document, who: string): void {
  const draft = read();
  if (!draft) return;
  if (location.pathname.startsWith("/sign-in")) {
    const asked = new URLSearchParams(location.search).get("next");
    if (asked === draft.page) write({ ...draft, over: true });
  } else if (!draft.over || (who && who !== draft.who)) {
    forget();
  } else if (draft.page === here() && fill(page, draft)) {
    forget();
  }
}

function keep(form: HTMLFormElement, who: string): void {
  if (form.querySelector("[type=password], [autocomplete=one-time-code]")) return;
  const fields = fieldsOf(form);
  if (!fields.some((field) => isWritten(field) && field.value.trim())) return;
  const action = form.getAttribute("action") ?? "";
  write({ page: here(), action, who, over: false, fields: fields.map(typed) });
}

function fill(page: Document, draft: Draft): boolean {
  const forms = [...page.querySelectorAll<HTMLFormElement>("main form[method=post]")];
  const form = forms.find((one) => one.getAttribute("action") === draft.action);
  if (!form) return false;
  for (const field of fieldsOf(form)) {
    const { name, value, on } = typed(field);
    const at = draft.fields.findIndex((one) => one.name === name && (on === undefined || one.value === value));
    const [before] = at < 0 ? [] : draft.fields.splice(at, 1);
    if (!before) continue;
    if (field instanceof HTMLInputElement && on !== undefined) field.checked = before.on ?? false;
    else field.value = before.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const said = page.createElement("p");
  said.className = "notice";
  said.setAttribute("role", "status");
  said.textContent = page.body.dataset["typed"] ?? "";
  form.before(said);
  fieldsOf(form).find(isWritten)?.focus();
  return true;
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>(TYPED)].filter((field) => field.name);
}

function isWritten(field: Field): boolean {
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text");
}

function typed(field: Field): Typed {
  const { name, value } = field;
  const ticked = field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type);
  return ticked ? { name, value, on: field.checked } : { name, value };
}

function here(): string {
  return location.pathname + location.search;
}

function read(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Draft | null;
  } catch {
    return null; // a browser that keeps nothing, or what another version kept
  }
}

function write(draft: Draft): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing: the form works as it did
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // nothing is kept there
  }
}
