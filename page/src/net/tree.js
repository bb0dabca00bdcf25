// Umbrellas: who stands under whom, as a forest. Everyone stands at home once, under the umbrella that
// most say; under any further one it is shown again, as a leaf that says where home is. Umbrellas that
// name each other in a ring are cut at one place, which says so.

/**
 * @typedef {{key: string, actor: object, level: number, children: Branch[], below: number,
 *   also: object[], leaf: "again"|"ring"|null}} Branch
 * below: all at home under it, on every level; also: its other umbrellas; leaf: shown here besides its
 * home, or where a ring is cut
 */

/**
 * The forest of actors that have an umbrella or are one, the largest first.
 * @param {object[]} actors the answer of /api/actors; `umbrella` is the one that most say
 * @param {{type: string, from: string, to: string}[]} ties all ties, as of /api/network
 * @returns {Branch[]}
 */
export function forest(actors, ties = []) {
  const known = new Map(actors.map((actor) => [actor.id, actor]));
  const stated = ties.filter((tie) => tie.type === "part-of" && tie.from !== tie.to && known.has(tie.from) && known.has(tie.to));
  const home = homes([...actors.map((actor) => ({ from: actor.id, to: actor.umbrella })), ...stated], known);
  const over = new Map(); // all umbrellas of an actor, home first
  const add = (id, above) => over.set(id, (over.get(id) ?? new Set()).add(above));
  for (const [id, above] of home) add(id, above);
  for (const { from, to } of stated) add(from, to);
  const under = new Map();
  for (const [id, above] of over)
    for (const one of above) under.set(one, [...(under.get(one) ?? []), known.get(id)]);

  const leaf = (actor, parent, level) => {
    const ring = chain(parent, home).includes(actor.id);
    return branch(actor, level, [], ring ? "ring" : "again");
  };
  const branch = (actor, level, children, kind) => ({
    key: "", actor, level, children, leaf: kind,
    below: children.reduce((sum, one) => sum + (one.leaf ? 0 : 1 + one.below), 0),
    also: [...(over.get(actor.id) ?? [])].map((id) => known.get(id)),
  });
  const grow = (actor, level) => {
    const children = (under.get(actor.id) ?? [])
      .map((child) => (home.get(child.id) === actor.id ? grow(child, level + 1) : leaf(child, actor.id, level + 1)))
      .sort(larger);
    return branch(actor, level, children, null);
  };
  const roots = actors.filter((actor) => under.has(actor.id) && !home.has(actor.id));
  return named(roots.map((actor) => grow(actor, 1)).sort(larger));
}

/** The home of each actor, the first that is stated; of a ring the last step is left out. */
function homes(stated, known) {
  const home = new Map();
  for (const { from, to } of stated)
    if (known.has(to) && !home.has(from) && !chain(to, home).includes(from)) home.set(from, to);
  return home;
}

/** An actor and all above it, the nearest first. */
function chain(id, home) {
  const found = [id];
  while (home.has(found.at(-1))) found.push(home.get(found.at(-1)));
  return found;
}

/** Branches with a key each: the way to them, for an actor may be shown twice. */
function named(branches, above = "") {
  return branches.map((branch) => {
    const key = `${above}/${branch.actor.id}`;
    const own = above.split("/").at(-1);
    const also = branch.also.filter((one) => one.id !== own);
    return { ...branch, key, also, children: named(branch.children, key) };
  });
}

function larger(a, b) {
  return (
    Number(a.leaf !== null) - Number(b.leaf !== null) ||
    b.below - a.below ||
    deeds(b.actor) - deeds(a.actor) ||
    (a.actor.name < b.actor.name ? -1 : 1)
  );
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
      if (open.has(branch.key)) walk(branch.children);
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
