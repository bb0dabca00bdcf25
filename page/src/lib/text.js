/**
 * Offsets of the ledger count Unicode code points, those of JavaScript count UTF-16 units.
 * Every place that cuts a text by offsets of the ledger goes through this file.
 */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/**
 * The UTF-16 unit at which each of `points` (code points, any order) begins.
 * @param {string} text
 * @param {number[]} points
 * @returns {number[]}
 */
export function unitsAt(text, points) {
  if (!PAIR.test(text)) return points.map((point) => Math.min(point, text.length));
  const order = points.map((_, i) => i).sort((a, b) => points[a] - points[b]);
  const found = new Array(points.length);
  let unit = 0;
  let point = 0;
  for (const i of order) {
    while (point < points[i] && unit < text.length) {
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
      point += 1;
    }
    found[i] = unit;
  }
  return found;
}

/** The UTF-16 unit of one code point offset. */
export function toUnits(text, point) {
  return unitsAt(text, [point])[0];
}

/** The code point offset of one UTF-16 unit; half a pair counts as its start. */
export function toPoints(text, unit) {
  let point = 0;
  for (let at = 0; at < unit && at < text.length; point += 1) {
    const step = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + step > unit) break;
    at += step;
  }
  return point;
}

/** The words between two code point offsets, end exclusive. */
export function cut(text, start, end) {
  const [from, to] = unitsAt(text, [start, end]);
  return text.slice(from, to);
}

/**
 * A text as pieces, marked and plain in turn, for showing hits without markup in strings.
 * @param {string} text
 * @param {[number, number][]} hits code point ranges, end exclusive; overlapping ones become one
 * @returns {{text: string, hit: boolean}[]}
 */
export function pieces(text, hits) {
  const units = unitsAt(text, hits.flat());
  const spans = hits.map((_, i) => [units[2 * i], units[2 * i + 1]]).sort((a, b) => a[0] - b[0]);
  const out = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (to <= at) continue;
    const begin = Math.max(from, at);
    if (begin > at) out.push({ text: text.slice(at, begin), hit: false });
    const last = out.at(-1);
    if (last?.hit && begin === at) last.text += text.slice(begin, to);
    else out.push({ text: text.slice(begin, to), hit: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), hit: false });
  return out;
}

/**
 * A name as it is compared: lower case, without accents and apostrophes, words joined by hyphens.
 * Other scripts keep their letters here; the server's search also writes them in Latin.
 */
export function fold(name) {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}'’ʼʻʿʾ`´]/gu, "")
    .toLowerCase()
    .replace(/[ıø đðłßæœ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

const LETTERS = { ı: "i", ø: "o", đ: "d", ð: "d", ł: "l", ß: "ss", æ: "ae", œ: "oe" };
