// Which part of the network is shown: by kinds of ties, a day, and the size of what hangs together.

import { standing } from "./kinds.js";

/** Groups of fewer actors than this are left out until asked for. */
export const SMALL = 4;

/**
 * The shown part of a network: {nodes, edges: [edge with `standing`], hidden: actors left out for
 * lying in a small group, left: those of kinds not asked for, byType, undated and off: ties}.
 * @param {object} network the answer of /api/network
 * @param {{kinds: Set<string>, day: string|null, undated: boolean, small: boolean,
 *   persons: boolean, general: boolean}} asked
 */
export function shownPart(network, { kinds, day, undated, small, persons, general }) {
  const edges = [];
  const counts = { undated: 0, off: 0 };
  const byType = {};
  const left = new Set(
    network.nodes
      .filter((node) => (!persons && node.type === "person") || (!general && node.generic))
      .map((node) => node.id),
  );
  for (const edge of network.edges) {
    if (left.has(edge.from) || left.has(edge.to)) continue;
    byType[edge.type] = (byType[edge.type] ?? 0) + 1;
    if (!kinds.has(edge.type)) continue;
    const stands = standing(edge, day);
    if (stands in counts) counts[stands] += 1;
    if (stands === "off" || (stands === "undated" && !undated)) continue;
    edges.push({ ...edge, standing: stands });
  }
  const group = groups(edges);
  const sizes = new Map();
  for (const top of group.values()) sizes.set(top, (sizes.get(top) ?? 0) + 1);
  const fits = (id) => group.has(id) && (small || sizes.get(group.get(id)) >= SMALL);
  const nodes = network.nodes.filter((node) => fits(node.id));
  return {
    nodes,
    edges: edges.filter((edge) => fits(edge.from)),
    hidden: group.size - nodes.length,
    left: left.size,
    byType,
    ...counts,
  };
}

/** Of each actor with a tie, one that stands for all that hang together with it. */
function groups(edges) {
  const above = new Map();
  const top = (id) => {
    let at = id;
    while (above.get(at) !== at) at = above.get(at);
    above.set(id, at);
    return at;
  };
  for (const { from, to } of edges) {
    for (const id of [from, to]) if (!above.has(id)) above.set(id, id);
    above.set(top(from), top(to));
  }
  return new Map([...above.keys()].map((id) => [id, top(id)]));
}

/** From which to which month the dated ties of a network reach, as "YYYY-MM-DD"; null without any. */
export function daysOf(edges) {
  const days = edges.flatMap((edge) => [edge.since, edge.until]).filter(Boolean).sort();
  return days.length ? { from: days[0], to: days.at(-1) } : null;
}
