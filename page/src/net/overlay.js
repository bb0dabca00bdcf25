// The canvas of names above the network. Where names stand hangs on the zoom and on what is shown and
// chosen, not on where one has moved to: moving about, names stay with their marks.

import { fontOf, placeNames, writeNames } from "./names.js";

function callOf(node, hovered) {
  if (node.id() === hovered || node.hasClass("at")) return "must";
  if (node.hasClass("far")) return "not";
  return node.hasClass("near") ? "near" : "may";
}

/**
 * Keeps `canvas` in step with the network.
 * @param {object} cy the network of cytoscape
 * @param {() => {colours: object, hovered: string|null, radius: (node: object) => number}} how
 */
export function overlay(cy, canvas, how) {
  const context = canvas.getContext("2d");
  let [names, at, fresh] = [[], 0, false];
  const widths = new Map();

  function widthOf(words, height, bold) {
    const key = `${bold}${height}|${words}`;
    if (!widths.has(key)) {
      context.font = fontOf(height, bold, how().colours.font);
      widths.set(key, context.measureText(words).width);
    }
    return widths.get(key);
  }

  function bodies() {
    const { hovered, radius } = how();
    const zoom = cy.zoom();
    return cy
      .nodes()
      .filter((node) => !node.hasClass("gone"))
      .map((node) => {
        const { x, y } = node.position();
        const { id, name, size } = node.data();
        return { id, x: x * zoom, y: y * zoom, r: radius(node), name, size, call: callOf(node, hovered) };
      });
  }

  function draw() {
    const [width, height] = [cy.width(), cy.height()];
    const ratio = devicePixelRatio || 1;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
    if (!fresh || at !== cy.zoom()) {
      names = placeNames(bodies(), widthOf);
      [fresh, at] = [true, cy.zoom()];
      canvas.dataset.names = names.length;
    }
    writeNames(context, names, { pan: cy.pan(), colours: how().colours, width, height });
  }

  cy.on("render", draw);
  return {
    /** Places anew, after a change of what is shown, chosen or pointed at. */
    renew() {
      fresh = false;
      draw();
    },
  };
}
