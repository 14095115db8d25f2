const YEAR = 365 * 24 * 3600; // seconds

/** Keeps a choice for a year: for the desk alone, never sent along from another site. */
export function keep(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API exists in secure contexts only, and the desk of a team may not be one
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Strict`;
}
