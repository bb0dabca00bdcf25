// Colours of the drawn views, read from the page's tokens so that light and dark are one place.

import { STATUSES } from "../lib/words.js";

const LIGHT_GROUND = { land: "#f4f3ee", sea: "#dfe8ef", border: "#b5b5ac" };
const DARK_GROUND = { land: "#26303a", sea: "#151c24", border: "#4d5965" };
const TOKENS = [
  "ink", "ink-soft", "paper", "paper-2", "paper-3", "line", "line-strong", "accent", "good", "bad",
  "towards",
];

/** The colours now in force: tokens by name, `status` by word, ground colours of the map. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const dark = style.colorScheme.includes("dark") && !style.colorScheme.includes("light");
  return {
    ...Object.fromEntries(TOKENS.map((name) => [name, read(name)])),
    ...(dark ? DARK_GROUND : LIGHT_GROUND),
    font: style.getPropertyValue("--font").trim() || "sans-serif",
    status: Object.fromEntries(STATUSES.map((word) => [word, read(word)])),
  };
}

/** Calls `changed` when the theme does; gives the function that stops it. */
export function onTheme(changed) {
  const watch = new MutationObserver(changed);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => watch.disconnect();
}
