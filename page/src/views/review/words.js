/**
 * A text as words that can be selected one by one: for correcting a span with the keyboard.
 *
 * Ranges are UTF-16 units of the text given. A word is what the Unicode rules call one, together
 * with the hyphens and apostrophes within it (`al-Sham`, `Mek'ele`); an emoji, a flag or a
 * family counts as one; a mark of punctuation stands alone.
 */

/** @typedef {{start: number, end: number, text: string, space: boolean, wordLike: boolean}} Word */

const segmenter = () => new Intl.Segmenter(undefined, { granularity: "word" });

/** All pieces of the text in order, blanks among them (`space`). @returns {Word[]} */
export function wordsOf(text) {
  const words = [];
  for (const { segment, index, isWordLike } of segmenter().segment(text)) {
    const [hyphen, before] = [words.at(-1), words.at(-2)];
    if (isWordLike && hyphen?.text === "-" && before?.wordLike && before.end === hyphen.start) {
      words.splice(-2, 2, piece(text, before.start, index + segment.length, true));
    } else {
      words.push(piece(text, index, index + segment.length, Boolean(isWordLike)));
    }
  }
  return words;
}

function piece(text, start, end, wordLike) {
  const words = text.slice(start, end);
  return { start, end, text: words, space: words.trim() === "", wordLike };
}

/** The smallest run of words that holds [start, end): what a mouse selected, made whole. */
export function snap(words, start, end) {
  const touched = words.filter((w) => !w.space && w.start < end && w.end > start);
  if (!touched.length) return null;
  return { start: touched[0].start, end: touched[touched.length - 1].end };
}

/** The index of the next word in a direction (+1, -1) that is no blank; the same at the edge. */
export function step(words, at, by) {
  for (let i = at + by; i >= 0 && i < words.length; i += by) if (!words[i].space) return i;
  return at;
}

/** The range from one word to another, whichever comes first. */
export function between(words, anchor, focus) {
  const [first, last] = anchor <= focus ? [anchor, focus] : [focus, anchor];
  return { start: words[first].start, end: words[last].end };
}

/** The word at or after a place in the text; the last one past the end. */
export function wordAt(words, offset) {
  const index = words.findIndex((w) => !w.space && w.end > offset);
  if (index >= 0) return index;
  for (let i = words.length - 1; i >= 0; i--) if (!words[i].space) return i;
  return 0;
}
