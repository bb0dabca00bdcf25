/** Keys that work in every view, and those of some views; Review lists its own. */

/** @type {{keys: string[], words: string}[]} */
export const EVERYWHERE = [
  { keys: ["?"], words: "This list" },
  { keys: ["/"], words: "Search" },
  { keys: ["f"], words: "Filter: go to its first field" },
  { keys: ["g", "o"], words: "Overview" },
  { keys: ["g", "m"], words: "Map" },
  { keys: ["g", "t"], words: "Timeline" },
  { keys: ["g", "i"], words: "Incidents" },
  { keys: ["g", "r"], words: "Reports" },
  { keys: ["g", "a"], words: "Actors" },
  { keys: ["g", "s"], words: "Sources" },
  { keys: ["g", "q"], words: "Answers" },
  { keys: ["g", "v"], words: "Review" },
  { keys: ["Enter"], words: "Open the selected incident" },
  { keys: ["Esc"], words: "Close, or let go of the selection" },
  { keys: ["↑", "↓"], words: "Move in a table (also j and k)" },
];

/** Keys of a view, listed with the others while it is shown. */
export const OF_VIEW = {
  map: [
    { keys: ["←", "→", "↑", "↓", "+", "−"], words: "Move and zoom, when the map has the focus" },
    { keys: ["n", "p"], words: "Next and previous place; Enter shows its incidents" },
  ],
  timeline: [{ keys: ["←", "→", "↑", "↓"], words: "Along a lane and between lanes, when they have the focus" }],
  report: [
    { keys: ["n", "p"], words: "Next and previous claim" },
    { keys: ["a"], words: "Add an event that the reader missed" },
  ],
  incident: [{ keys: ["←", "→", "↑", "↓"], words: "Between the cells of the claims" }],
};

/** What the second key after g opens. */
export const GOES = {
  o: "overview",
  m: "map",
  t: "timeline",
  i: "incidents",
  r: "reports",
  a: "actors",
  s: "sources",
  q: "answers",
  v: "review",
};

/** Whether a key pressed there is typed text, not a command. */
export function typing(event) {
  const at = event.target;
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    at.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName)
  );
}
