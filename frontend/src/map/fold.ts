const KINDS =
  /\b(province|provinces|provincia|provinsi|state|region|governorate|muhafazat|muhafazah|department|departement|departamento|district|county|oblast|prefecture|wilaya|municipality|comunidad|principado|respublika|republic|voblasc|voblast|kommune|zupanija|krai|kray|autonomous|administrative|capital|of|de|du|la|le|el|al|ad|ar|as|at|an|ash|az)\b/g;

/** A place's name as it's compared: small letters without marks, without words for its kind ("Province of") or articles. */
export function fold(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/['’ʻʼ`]/g, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
  const bare = plain.replace(KINDS, " ").replace(/ +/g, "");
  return bare || plain.replace(/ /g, "");
}
