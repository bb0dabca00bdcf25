// Umbrellas: who stands under whom, as a forest. An actor stands under one umbrella at most here;
// further ties of it are on its page.

/**
 * @typedef {{actor: object, level: number, children: Branch[], below: number}} Branch
 * below: all under it, on every level
 */

/**
 * The forest of actors that have an umbrella or are one, the largest first.
 * @param {object[]} actors the answer of /api/actors
 * @returns {Branch[]}
 */
export function forest(actors) {
  const known = new Map(actors.map((actor) => [actor.id, actor]));
  const under = new Map();
  for (const actor of actors) {
    if (!actor.umbrella || !known.has(actor.umbrella)) continue;
    under.set(actor.umbrella, [...(under.get(actor.umbrella) ?? []), actor]);
  }
  const seen = new Set();
  const grow = (actor, level) => {
    seen.add(actor.id);
    const children = (under.get(actor.id) ?? [])
      .filter((child) => !seen.has(child.id))
      .map((child) => grow(child, level + 1))
      .sort(larger);
    return { actor, level, children, below: children.reduce((sum, one) => sum + 1 + one.below, 0) };
  };
  const roots = actors.filter((actor) => under.has(actor.id) && !known.has(actor.umbrella));
  return roots.map((actor) => grow(actor, 1)).sort(larger);
}

function larger(a, b) {
  return b.below - a.below || deeds(b.actor) - deeds(a.actor) || (a.actor.name < b.actor.name ? -1 : 1);
}

function deeds(actor) {
  return actor.did + actor.suffered;
}

/** The branches in sight, in order, with their place among their siblings. */
export function visible(branches, open) {
  const out = [];
  const walk = (list) =>
    list.forEach((branch, i) => {
      out.push({ branch, position: i + 1, of: list.length });
      if (open.has(branch.actor.id)) walk(branch.children);
    });
  walk(branches);
  return out;
}

/** Branches whose names hold the words, with the way to them. */
export function pruned(branches, fits) {
  return branches.flatMap((branch) => {
    const children = pruned(branch.children, fits);
    if (!children.length && !fits(branch.actor)) return [];
    return [{ ...branch, children: fits(branch.actor) ? branch.children : children }];
  });
}
