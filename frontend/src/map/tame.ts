// Names as they can stand beside the desk's own words: what src/reportedly/desk/taming.py does for pages, for the map.

const MOST_MARKS = 6;
const HEAP = new RegExp(`([\\p{Mn}\\p{Me}]{${MOST_MARKS}})[\\p{Mn}\\p{Me}]+`, "gu");
const UNSEEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;
const LONGEST = 120; // code points of a name

/** A name with its directions left to the page: signs that turn letters round or end what stands about them are taken out. */
export function tame(name: string): string {
  const plain = name.replace(UNSEEN, "").replace(HEAP, "$1");
  const letters = [...plain];
  return letters.length > LONGEST
    ? `${letters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`
    : plain;
}
