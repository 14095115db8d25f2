// What is chosen: days and a box, both in the address; and which incidents that leaves.
import { type Box, formatBox, parseBox } from "./mercator.ts";
import { dayNumber, type Incident, isoOf, mayLieIn, type Spot } from "./rows.ts";

/** Days, both included, and a box; null: no bound. */
export type Choice = { since: number | null; until: number | null; box: Box | null };

/** What an address chooses. */
export function choiceOf(search: URLSearchParams): Choice {
  return {
    since: dayNumber(search.get("since") || null),
    until: dayNumber(search.get("until") || null),
    box: parseBox(search.get("box")),
  };
}

/** The address with this choice in place of the one that it has, and without what was judged before. */
export function addressWith(address: URL, choice: Choice): URL {
  const made = new URL(address);
  const set = (name: string, value: string | null): void => {
    if (value === null) made.searchParams.delete(name);
    else made.searchParams.set(name, value);
  };
  for (const name of ["at", "done"]) set(name, null);
  set("since", choice.since === null ? null : isoOf(choice.since));
  set("until", choice.until === null ? null : isoOf(choice.until));
  set("box", choice.box === null ? null : formatBox(choice.box));
  return made;
}

/** Whether an incident may have happened in the chosen days: one that spans many is in where any of them is. Without a day, only where none are chosen. */
export function isInTime({ first, last }: Incident, { since, until }: Choice): boolean {
  if (since === null && until === null) return true;
  if (first === null || last === null) return false;
  return (since === null || last >= since) && (until === null || first <= until);
}

/** The spots that may lie in the chosen box; null where there is no box, and all do. */
export function spotsIn(incidents: readonly Incident[], { box }: Choice): Set<Spot> | null {
  if (!box) return null;
  const spots = new Set(incidents.flatMap(({ spot }) => spot ?? []));
  return new Set([...spots].filter((spot) => mayLieIn(spot, box)));
}

/** Whether an incident is at one of the spots. */
export function isAt({ spot }: Incident, spots: Set<Spot> | null): boolean {
  return spots === null || (spot !== null && spots.has(spot));
}
