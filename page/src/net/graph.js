// The network by cytoscape. Where actors stand was worked out by the server, the same every time; here
// they are only drawn, styled and moved about.

import cytoscape from "cytoscape";

import { KINDS, SHAPES } from "./kinds.js";

const SPREAD = 26; // px of one unit of the server's layout
const SHEET = "__________cytoscape_stylesheet"; // the id by which cytoscape knows its own style

/** Cytoscape would write a style element, which the policy forbids; one of that id keeps it from it. */
function withoutStyleElement() {
  if (document.getElementById(SHEET)) return;
  const stand = document.createElement("meta");
  stand.id = SHEET;
  document.head.append(stand);
}

function nodeStyle(colours) {
  const big = (node) => Math.sqrt(node.data("size"));
  return {
    shape: (node) => SHAPES[node.data("type")] ?? "ellipse",
    width: (node) => 9 + 5 * big(node),
    height: (node) => 9 + 5 * big(node),
    "background-color": colours["paper-3"],
    "border-color": colours["ink-soft"],
    "border-width": 1.6,
    label: "data(name)",
    color: colours.ink,
    "font-family": "sans-serif",
    "font-size": (node) => 9 + 2.6 * big(node),
    "min-zoomed-font-size": 9,
    "text-valign": "bottom",
    "text-margin-y": 3,
    "text-outline-color": colours.paper,
    "text-outline-width": 2,
    "text-max-width": 130,
    "text-wrap": "ellipsis",
  };
}

function styleOf(colours) {
  const kinds = Object.entries(KINDS).map(([type, kind]) => ({
    selector: `edge[type = "${type}"]`,
    style: {
      "line-color": colours[kind.colour],
      "target-arrow-color": colours[kind.colour],
      "target-arrow-shape": kind.arrow,
      "line-style": kind.line,
      width: kind.width,
    },
  }));
  return [
    { selector: "node", style: nodeStyle(colours) },
    { selector: "node[?generic]", style: { "border-style": "dashed" } },
    { selector: "edge", style: { "curve-style": "bezier", "arrow-scale": 0.9, opacity: 0.85 } },
    ...kinds,
    { selector: "edge.undated", style: { opacity: 0.42 } },
    { selector: ".gone", style: { display: "none" } },
    { selector: ".far", style: { opacity: 0.13, "text-opacity": 0 } },
    {
      selector: "node.at",
      style: {
        "border-color": colours.accent, "border-width": 4, "background-color": colours.paper,
        "font-weight": "bold", "min-zoomed-font-size": 0,
      },
    },
    { selector: "node.near", style: { "min-zoomed-font-size": 0 } },
  ];
}

/**
 * The network in `container`.
 * @param {{network: object, colours: object, onpick: (id: string|null) => void,
 *   onopen: (id: string) => void}} how
 */
export function graph(container, { network, colours, onpick, onopen }) {
  withoutStyleElement();
  const cy = cytoscape({
    container,
    elements: elementsOf(network),
    style: styleOf(colours),
    layout: { name: "preset" },
    autoungrabify: true,
    boxSelectionEnabled: false,
    minZoom: 0.05,
    maxZoom: 4,
  });
  cy.on("tap", "node", (event) => onpick(event.target.id()));
  cy.on("dbltap", "node", (event) => onopen(event.target.id()));
  cy.on("tap", (event) => event.target === cy && onpick(null));
  return {
    /** Shows a part of the network; gives how many actors and ties are drawn. */
    show(part) {
      const nodes = new Set(part.nodes.map((node) => node.id));
      const edges = new Map(part.edges.map((edge) => [edge.id, edge.standing]));
      cy.batch(() => {
        cy.nodes().forEach((node) => void node.toggleClass("gone", !nodes.has(node.id())));
        cy.edges().forEach((edge) => {
          edge.toggleClass("gone", !edges.has(edge.id()));
          edge.toggleClass("undated", edges.get(edge.id()) === "undated");
        });
      });
    },
    /** Stresses an actor and those it has ties with; null stresses none. */
    stress(id, { move = false } = {}) {
      const node = id === null ? null : cy.getElementById(id);
      const near = node?.length ? node.closedNeighborhood().not(".gone") : null;
      cy.batch(() => {
        cy.elements().removeClass("at near far");
        if (!near) return;
        cy.elements().not(near).addClass("far");
        near.nodes().addClass("near");
        node.addClass("at");
      });
      if (near && move) cy.animate({ fit: { eles: near, padding: 60 }, duration: still() ? 0 : 250 });
    },
    fit: () => cy.fit(cy.elements().not(".gone"), 30),
    zoom: (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    paint: (next) => cy.style(styleOf(next)),
    resize: () => cy.resize(),
    remove: () => cy.destroy(),
  };
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function elementsOf({ nodes, edges }) {
  return [
    ...nodes.map(({ x, y, ...data }) => ({ group: "nodes", data, position: { x: x * SPREAD, y: y * SPREAD } })),
    ...edges.map(({ from, to, ...data }) => ({ group: "edges", data: { ...data, source: from, target: to } })),
  ];
}
