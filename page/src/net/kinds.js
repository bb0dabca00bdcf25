// Kinds of ties: how each is drawn. Line, arrow and colour differ, so that no kind is told by colour
// alone; the legend is made from the same list.

/** By type of tie: colour token, line style, arrow at the second end, width in px. */
export const KINDS = {
  "part-of": { colour: "accent", line: "solid", arrow: "triangle", width: 1.8 },
  "backed-by": { colour: "towards", line: "solid", arrow: "vee", width: 2.6 },
  leads: { colour: "ink-soft", line: "dashed", arrow: "triangle", width: 1.3 },
  "speaks-for": { colour: "ink-soft", line: "dotted", arrow: "vee", width: 1.5 },
  "linked-to": { colour: "line-strong", line: "dashed", arrow: "none", width: 1.6 },
  "allied-with": { colour: "good", line: "solid", arrow: "circle", width: 2.2 },
  "opposed-to": { colour: "bad", line: "solid", arrow: "tee", width: 2.2 },
  "distinct-from": { colour: "bad", line: "dotted", arrow: "square", width: 1.6 },
  "alias-of": { colour: "line-strong", line: "dotted", arrow: "none", width: 2 },
  "based-in": { colour: "line-strong", line: "solid", arrow: "vee", width: 1 },
  same: { colour: "line-strong", line: "dotted", arrow: "none", width: 1 },
};

/** By type of actor: the shape of its node. */
export const SHAPES = {
  group: "ellipse", force: "round-rectangle", government: "diamond", civilian: "triangle",
  person: "star", media: "pentagon", organisation: "hexagon",
};

/** By type of actor: the same shapes for the legend, in a box of 14 by 14. */
export const PATHS = {
  group: "M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1Z",
  force: "M2 2h10v10H2Z",
  government: "M7 .5 13.5 7 7 13.5.5 7Z",
  civilian: "M7 1.5 13 12.5H1Z",
  person: "m7 .5 1.7 4.4 4.8.3-3.7 3 1.2 4.7L7 10.3l-4 2.6 1.2-4.7-3.7-3 4.8-.3Z",
  media: "m7 1 6.3 4.6-2.4 7.4H3.1L.7 5.6Z",
  organisation: "M4 1.5h6l3.3 5.5-3.3 5.5H4L.7 7Z",
};

/** How a tie stands to a day: it holds, it does not, or nobody dated it. */
export function standing(edge, day) {
  if (!edge.since && !edge.until) return "undated";
  if (day === null) return "dated";
  return (!edge.since || edge.since <= day) && (!edge.until || edge.until >= day) ? "dated" : "off";
}
