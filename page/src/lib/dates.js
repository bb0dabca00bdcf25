/** Days as integers since 1970-01-01 (as in /api/table) and as people write them. No clock, no zone. */

const MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day of "2024-09-25"; null for anything that is no day. */
export function dayOf(iso) {
  const found = ISO.exec(iso ?? "");
  if (!found) return null;
  const time = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return isoOf(time / MS) === iso ? time / MS : null;
}

/** "2024-09-25" of a day. */
export function isoOf(day) {
  return new Date(day * MS).toISOString().slice(0, 10);
}

/** Year, month (0–11) and day of the month. */
export function partsOf(day) {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** "25 Sep 2024". */
export function dayWords(day) {
  if (day === null || day === undefined) return "";
  const { year, month, day: number } = partsOf(day);
  return `${number} ${MONTHS[month]} ${year}`;
}

/** "Sep 2024". */
export function monthWords(day) {
  const { year, month } = partsOf(day);
  return `${MONTHS[month]} ${year}`;
}

/** The same from an ISO day, for answers of the server. */
export function isoWords(iso) {
  const day = dayOf((iso ?? "").slice(0, 10));
  return day === null ? (iso ?? "") : dayWords(day);
}

/**
 * An interval as short as it stays true: "25 Sep 2024", "Sep 2024", "2024", "3–9 Sep 2024",
 * "undated". `precision` is a word of the codebook.
 */
export function whenWords(start, end, precision = "day") {
  if (start === null && end === null) return "undated";
  if (start === null) return `until ${dayWords(end)}`;
  if (end === null) return `from ${dayWords(start)}`;
  if (start === end) return dayWords(start);
  const a = partsOf(start);
  const b = partsOf(end);
  const wholeMonths = a.day === 1 && partsOf(end + 1).day === 1;
  if (precision === "year" && a.year === b.year) return `${a.year}`;
  if (wholeMonths && a.year === b.year && a.month === b.month) return monthWords(start);
  if (wholeMonths && a.month === 0 && b.month === 11)
    return a.year === b.year ? `${a.year}` : `${a.year}–${b.year}`;
  if (a.year !== b.year) return `${dayWords(start)} – ${dayWords(end)}`;
  if (a.month !== b.month)
    return `${a.day} ${MONTHS[a.month]} – ${b.day} ${MONTHS[b.month]} ${a.year}`;
  return `${a.day}–${b.day} ${MONTHS[a.month]} ${a.year}`;
}

/** The Monday on or before a day (1970-01-01 was a Thursday). */
export function weekOf(day) {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** The first day of the month of a day, `step` months away. */
export function monthOf(day, step = 0) {
  const { year, month } = partsOf(day);
  return Date.UTC(year, month + step, 1) / MS;
}

/** The first of January of the year of a day, `step` years away. */
export function yearOf(day, step = 0) {
  return Date.UTC(partsOf(day).year + step, 0, 1) / MS;
}

const TYPED = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/;

/**
 * The ISO day that a person typed as a year, a month or a day; null where it is none. A year or a
 * month means its first day, or its last where `end` is true.
 */
export function typedDay(words, end = false) {
  const found = TYPED.exec(words.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part ? Number(part) : null));
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null) return dayOf(`${found[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`) === null ? null : isoOf(Date.UTC(year, month - 1, day) / MS);
  const first = Date.UTC(year, (month ?? 1) - 1, 1) / MS;
  if (!end) return isoOf(first);
  return isoOf((month === null ? yearOf(first, 1) : monthOf(first, 1)) - 1);
}
