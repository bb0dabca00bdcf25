/** The command that asks a question where the ledger is, as one types it. */

/** A word as a shell takes it: quoted where it holds more than letters, digits and a few signs. */
export function quoted(word) {
  return /^[\p{L}\p{N}_./:@%+=-]+$/u.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * @param {string} verb
 * @param {string} ledger its file's name
 * @param {{name: string, required?: boolean}[]} options of the question
 * @param {Record<string, string|undefined>} asked values by name; of others nothing is said
 */
export function commandOf(verb, ledger, options, asked) {
  const words = ["gesta", verb, quoted(ledger)];
  for (const { name, required } of options) {
    if (asked[name]) words.push(`--${name}`, quoted(String(asked[name])));
    else if (required) words.push(`--${name}`, "NAME");
  }
  return words.join(" ");
}
