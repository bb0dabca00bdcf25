/**
 * Incidents that may be the same happening as a given one, from the table that the page holds.
 *
 * A help for the eye, no judgement: near in time, at one place, with shared parties. The score is
 * the sum of the reasons, which are shown.
 */

const DAYS_APART = 7;

/**
 * @param {object} table the answer of /api/table
 * @param {string} id the incident to find others for
 * @returns {{id: string, row: number, score: number, why: string[]}[]} the likeliest first
 */
export function candidates(table, id, most = 9) {
  const row = table.id.indexOf(id);
  if (row < 0) return [];
  const found = [];
  for (let other = 0; other < table.n; other++) {
    if (other === row) continue;
    const hit = likeness(table, row, other);
    if (hit) found.push({ id: table.id[other], row: other, ...hit });
  }
  found.sort((a, b) => b.score - a.score || Math.abs(a.row - row) - Math.abs(b.row - row));
  return found.slice(0, most);
}

/** Why two rows may be one happening; null where nothing but chance speaks for it. */
export function likeness(table, one, other) {
  const why = [];
  let score = 0;
  const apart = daysApart(table, one, other);
  if (apart !== null && apart > DAYS_APART) return null;
  if (apart !== null) {
    const shared = sharedDays(spanOf(table, one), spanOf(table, other));
    score += apart === 0 ? 3 * shared : 3 - (3 * apart) / (DAYS_APART + 1);
    why.push(apart > 0 ? `${apart} ${apart === 1 ? "day" : "days"} apart` : shared === 1 ? "the same days" : "days that overlap");
  }
  if (table.place[one] >= 0 && table.place[one] === table.place[other]) {
    score += 3;
    why.push(`both at ${table.places[table.place[one]].name}`);
  }
  const shared = common(table.parties[one], table.parties[other]);
  if (shared.length) {
    score += Math.min(2, shared.length);
    const names = shared.slice(0, 3).map((a) => table.actor_list[a].name);
    why.push(`both name ${names.join(", ")}`);
  }
  if (table.type[one] === table.type[other]) {
    score += 1;
    why.push(`both ${table.types[table.type[one]]}`);
  }
  return score >= 4 ? { score, why } : null;
}

function common(one, other) {
  const held = new Set(one || []);
  return (other || []).filter((value) => held.has(value));
}

/** Days between two intervals; 0 where they meet, null where one has no date. */
export function daysApart(table, one, other) {
  const [a, b] = spanOf(table, one);
  const [c, d] = spanOf(table, other);
  if (a === null || c === null || a === undefined || c === undefined) return null;
  return Math.max(0, c - b, a - d);
}

const spanOf = (table, row) => [table.start[row] ?? table.end[row], table.end[row] ?? table.start[row]];

/** The days that two intervals share, as a part of the longer one: a day in a year says little. */
function sharedDays([a, b], [c, d]) {
  return (Math.min(b, d) - Math.max(a, c) + 1) / Math.max(b - a + 1, d - c + 1);
}
