// The order of the lists beside drawn views.

/** Rows newest first, undated ones last; rows of the table stand oldest first, undated last. */
export function newestFirst(table, rows) {
  const all = Uint32Array.from(rows).sort();
  let dated = all.length;
  while (dated && isUndated(table, all[dated - 1])) dated -= 1;
  return [...all.subarray(0, dated).reverse(), ...all.subarray(dated)];
}

/** Whether nothing is known of when a row was. */
export function isUndated(table, row) {
  return table.start[row] === null && table.end[row] === null;
}
