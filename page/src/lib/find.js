/** Search: the server's, or in the one-file report a plain one over what the file holds. */

import { api, path } from "./api.js";
import { fold } from "./text.js";

const AROUND = 90; // code points shown before and after a hit
const SNIPPETS = 3;
const MOST = 100;

/** The answer of /api/search for some words. */
export function search(words, table) {
  if (api.mode === "server") return api.get(path("/api/search", { q: words }));
  return inFile(words, table);
}

/** A text folded letter by letter, and the code point from which each folded letter comes. */
function folded(text) {
  const letters = [];
  const from = [];
  let point = 0;
  for (const letter of text) {
    const plain = fold(letter) || (/[\p{M}'’ʼʻ`´]/u.test(letter) ? "" : " ");
    for (const one of plain) {
      if (one === " " && letters.at(-1) === " ") continue;
      letters.push(one);
      from.push(point);
    }
    point += 1;
  }
  from.push(point);
  return { plain: letters.join(""), from, letters };
}

/** Where folded words stand in a text, as code point ranges. */
export function hits(text, words) {
  const wanted = fold(words).replaceAll("-", " ");
  if (!wanted) return [];
  const { plain, from } = folded(text);
  const out = [];
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length))
    out.push([from[at], from[at + wanted.length - 1] + 1]);
  return out;
}

function snippets(text, found) {
  const points = Array.from(text);
  const out = [];
  let end = -1;
  for (const [start, stop] of found) {
    if (out.length >= SNIPPETS) break;
    if (start < end) continue;
    let from = Math.max(0, start - AROUND);
    end = Math.min(points.length, stop + AROUND);
    if (from) from = Math.min(start, points.indexOf(" ", from) + 1 || from);
    if (end < points.length) end = Math.max(stop, points.lastIndexOf(" ", end));
    const inside = found.filter(([a, b]) => a >= from && b <= end);
    out.push({ text: points.slice(from, end).join(""), hits: inside.map(([a, b]) => [a - from, b - from]) });
  }
  return out;
}

async function inFile(words, table) {
  const answers = await api.all("/api/reports/");
  const wanted = fold(words);
  const named = (list) =>
    list
      .filter((one) => fold(one.name).includes(wanted))
      .slice(0, MOST)
      .map((one) => ({ ...one, matched: one.name }));
  const reports = [];
  const incidents = new Set();
  for (const [at, answer] of Object.entries(answers)) {
    if (!/^\/api\/reports\/[^/]+$/.test(at)) continue;
    const text = answer.text ?? "";
    const found = hits(text, words);
    if (!found.length && !hits(answer.report.title ?? "", words).length) continue;
    const { id, title, outlet, published } = answer.report;
    for (const claim of answer.claims ?? [])
      if (claim.incident && found.some(([a, b]) => a >= claim.evidence.start && b <= claim.evidence.end))
        incidents.add(claim.incident);
    reports.push({ id, title, outlet, published, snippets: snippets(text, found) });
    if (reports.length >= MOST) break;
  }
  return wanted
    ? {
        q: words,
        reports,
        actors: named(table.actor_list),
        places: named(table.places),
        incidents: [...incidents],
      }
    : { q: words, reports: [], actors: [], places: [], incidents: [] };
}
