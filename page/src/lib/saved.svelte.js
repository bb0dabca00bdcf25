/** Searches that a person keeps: links, in this browser alone. */

const KEY = "gesta-searches";

/** @typedef {{words: string, hash: string}} Saved */

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return kept.filter((one) => typeof one?.words === "string" && one.hash?.startsWith("#/"));
  } catch {
    return [];
  }
}

/** @type {Saved[]} */
export const saved = $state(read());

function write() {
  try {
    localStorage.setItem(KEY, JSON.stringify(saved));
  } catch {
    // storage may be closed; the list then holds for this visit
  }
}

/** Keeps a link under its words; the same link is kept once. */
export function save(words, hash) {
  forget(hash);
  saved.unshift({ words, hash });
  write();
}

/** Takes a link off the list. */
export function forget(hash) {
  const at = saved.findIndex((one) => one.hash === hash);
  if (at >= 0) saved.splice(at, 1);
  write();
}

/** Whether a link is kept. */
export function isSaved(hash) {
  return saved.some((one) => one.hash === hash);
}
