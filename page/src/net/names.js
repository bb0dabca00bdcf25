// Names in the network: the best tied first, each where it lies on no other name and, where it can, on
// no mark. What is pointed at or chosen is always named; a smaller mark is named once one is near enough.

import { Room } from "../drawn/room.js";

const AIR = 3; // px between a name and anything else
const FIRST = 24; // names that may cover marks: of the best tied, with more than two ties
const LONGEST = 36; // letters of a name, unless it is pointed at or chosen

/**
 * One mark of the network on screen, and what its name would be.
 * @typedef {{id: string, x: number, y: number, r: number, name: string, size: number,
 *   call: "must"|"near"|"may"|"not"}} Body
 * call: must be named; wants a name for it stands near the chosen one; may have one; has none
 */

/**
 * Where names stand: [{id, words, x, y, half, height, call}], x and y being the middle of the words, half
 * half their width.
 * @param {Body[]} bodies
 * @param {(words: string, height: number, bold: boolean) => number} widthOf
 */
export function placeNames(bodies, widthOf) {
  const marks = new Room();
  const names = new Room();
  const drawn = bodies.filter(({ call }) => call !== "not");
  for (const { id, x, y, r } of drawn) marks.take([x - r, y - r, x + r, y + r], id);
  const placed = [];
  for (const [rank, body] of drawn.sort(before).entries()) {
    const must = body.call === "must";
    const words = must ? body.name : shortened(body.name);
    const height = heightOf(body);
    const half = [widthOf(words, height, must) / 2 + AIR, height / 2 + AIR];
    const spots = spotsOf(body, half);
    const spot =
      spots.find((at) => names.free(boxOf(at, half)) && marks.free(boxOf(at, half), body.id)) ??
      // What matters may cover marks, not names.
      (body.call !== "may" || (rank < FIRST && body.size > 2) ? spots.find((at) => names.free(boxOf(at, half))) : undefined) ??
      (must ? spots[0] : undefined);
    if (!spot) continue;
    names.take(boxOf(spot, half));
    placed.push({ id: body.id, words, x: spot[0], y: spot[1], half: half[0], height, call: body.call });
  }
  return placed;
}

const CALLS = ["must", "near", "may"];

function before(one, other) {
  return (
    CALLS.indexOf(one.call) - CALLS.indexOf(other.call) ||
    other.size - one.size ||
    (one.id < other.id ? -1 : 1)
  );
}

/** px of the letters: 10.5 with one tie, at most 14. */
function heightOf({ size }) {
  return Math.min(14, 9.5 + Math.sqrt(size));
}

function shortened(name) {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…` : name;
}

/** Below, above, to the right, to the left. */
function spotsOf({ x, y, r }, [across, down]) {
  return [
    [x, y + r + down],
    [x, y - r - down],
    [x + r + across, y],
    [x - r - across, y],
  ];
}

function boxOf([x, y], [across, down]) {
  return [x - across, y - down, x + across, y + down];
}

/** Writes names over the network, `pan` px aside. */
export function writeNames(context, names, { pan, colours, width, height }) {
  const ratio = devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = colours.paper;
  context.lineWidth = 3;
  // What must be named is written last, above all others.
  for (const { words, x, y, half, height: tall, call } of [...names].reverse()) {
    // A name that the edge would cut is left out, not written in part.
    if (call !== "must" && (x + pan.x < half || x + pan.x > width - half)) continue;
    context.font = fontOf(tall, call === "must", colours.font);
    context.fillStyle = tall < 11.5 && call === "may" ? colours["ink-soft"] : colours.ink;
    context.strokeText(words, x + pan.x, y + pan.y);
    context.fillText(words, x + pan.x, y + pan.y);
  }
}

export function fontOf(height, bold, family) {
  return `${bold ? "650 " : ""}${height}px ${family}`;
}
