/** Rows in the order of a column. */

const collator = new Intl.Collator("en", { numeric: true });

function none(key) {
  return key === null || key === undefined || key === "" || Number.isNaN(key);
}

/**
 * Rows by a value, stable; what is unknown comes last in both directions. Words are compared once
 * each and then by their places, for names recur often.
 * @template Row
 * @param {ArrayLike<Row>} rows
 * @param {(row: Row) => string|number|null|undefined} value
 * @param {boolean} down the largest first
 * @returns {Row[]}
 */
export function ordered(rows, value, down) {
  const list = Array.from(rows, (row) => ({ row, key: value(row) }));
  const words = [...new Set(list.map(({ key }) => key).filter((key) => typeof key === "string" && key))];
  const place = new Map(words.sort(collator.compare).map((word, i) => [word, i]));
  for (const one of list) if (place.has(one.key)) one.key = place.get(one.key);
  list.sort((a, b) => {
    if (none(a.key) || none(b.key)) return none(a.key) - none(b.key);
    return down ? b.key - a.key : a.key - b.key;
  });
  return list.map(({ row }) => row);
}
