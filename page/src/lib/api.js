/**
 * Answers of the server, or, in the one-file report, those that were put into the file.
 * A GET needs nothing but its path, so both look the same to a view.
 */

/** An answer that is no answer: its message is for people. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status @param {object} [body] */
  constructor(message, status, body = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.body = body;
  }
}

const holder = globalThis.document?.getElementById("gesta-data") ?? null;

/** @type {Promise<Record<string, any>>|null} */
let embedded = null;
/** @type {Map<string, Promise<any>>} */
let kept = new Map();
const MOST_KEPT = 200;

async function unpacked(element) {
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** A path with its parameters in one order, so that the same question is the same path. */
export function path(base, params = {}) {
  const pairs = Object.entries(params).filter(([, v]) => v !== null && v !== undefined && v !== "");
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString();
  return query ? `${base}?${query}` : base;
}

async function answered(response) {
  const kind = response.headers.get("content-type") ?? "";
  const body = kind.includes("json") ? await response.json() : await response.text();
  if (response.ok) return body;
  const words =
    body?.error ?? `The server answered ${response.status} to ${new URL(response.url).pathname}.`;
  throw new ApiError(words, response.status, typeof body === "object" ? body : {});
}

async function asked(path, options) {
  try {
    return await answered(await fetch(path, options));
  } catch (error) {
    if (error instanceof ApiError || error.name === "AbortError") throw error;
    throw new ApiError(
      "The program behind this page does not answer. If `gesta serve` was stopped, start it again and reload.",
      0,
    );
  }
}

function inside() {
  embedded ??= unpacked(holder);
  return embedded;
}

/** @type {Map<string, Promise<Record<string, any>>>} */
const opened = new Map();

/** One of the file's further pieces, unpacked once. */
function piece(name) {
  if (!opened.has(name)) opened.set(name, unpacked(document.getElementById(name)));
  return opened.get(name);
}

/** The piece in which a path would be: the last that begins at it or before. */
function pieceOf(parts, path) {
  return parts.findLast(([first]) => first <= path)?.[1];
}

async function fromFile(path) {
  const answers = await inside();
  if (path in answers) return answers[path];
  const name = pieceOf(answers.parts ?? [], path);
  const held = name ? await piece(name) : {};
  if (path in held) return held[path];
  throw new ApiError(
    "This is not in the file. The report was written without it; `gesta serve` on the ledger shows it.",
    404,
  );
}

/** The file's answers whose paths begin so; pieces without any stay packed. */
async function beginning(prefix) {
  const answers = await inside();
  const parts = answers.parts ?? [];
  const after = `${prefix}\uffff`;
  const near = parts.filter(([first], i) => first <= after && (parts[i + 1]?.[0] ?? after) >= prefix);
  const held = Object.assign({}, answers, ...(await Promise.all(near.map(([, name]) => piece(name)))));
  return Object.fromEntries(Object.entries(held).filter(([path]) => path.startsWith(prefix)));
}

export const api = {
  /** @type {"server"|"file"} */
  mode: holder ? "file" : "server",

  /**
   * The answer to a GET; the same path asked twice is fetched once until `forget`.
   * @param {string} path begins with /api/
   * @param {{signal?: AbortSignal}} [options] an answer that may be given up is not kept
   */
  get(path, { signal } = {}) {
    if (this.mode === "file") return fromFile(path);
    if (signal) return asked(path, { signal });
    if (!kept.has(path)) {
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
      const answer = asked(path);
      answer.catch(() => kept.delete(path));
      kept.set(path, answer);
    }
    return kept.get(path);
  },

  /** Sends JSON (or a file as it is) and gives the answer; never in the one-file report. */
  post(path, body) {
    if (this.mode === "file")
      throw new ApiError("A report file is for reading. Corrections are made in `gesta serve`.", 405);
    const raw = body instanceof Blob || typeof body === "string";
    return asked(path, {
      method: "POST",
      headers: raw ? {} : { "content-type": "application/json" },
      body: raw ? body : JSON.stringify(body),
    });
  },

  /** The answers of the one-file report whose paths begin so. */
  all(prefix) {
    return beginning(prefix);
  },

  /** Throws away what was kept, after a change of the ledger. */
  forget() {
    kept = new Map();
  },
};
