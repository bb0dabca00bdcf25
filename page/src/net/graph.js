// The network by cytoscape. Where actors stand was worked out by the server, the same every time; here
// they are only drawn, styled and moved about.

import cytoscape from "cytoscape";

import { KINDS, SHAPES } from "./kinds.js";
import { overlay } from "./overlay.js";

const SPREAD = 26; // px of one unit of the server's layout
const MARGIN = 46; // px round what is fitted: names and the legend stand there
const SHEET = "__________cytoscape_stylesheet"; // the id by which cytoscape knows its own style

/** Cytoscape would write a style element, which the policy forbids; one of that id keeps it from it. */
function withoutStyleElement() {
  if (document.getElementById(SHEET)) return;
  const stand = document.createElement("meta");
  stand.id = SHEET;
  document.head.append(stand);
}

/** Sizes in the model's units at a zoom: on screen marks grow far slower than the map. */
const seen = (zoom) => zoom ** -0.75;
const acrossOf = (node, zoom) => (7 + 4.5 * Math.sqrt(node.data("size"))) * seen(zoom);

function nodeStyle(colours, view) {
  const across = (node) => acrossOf(node, view.zoom);
  return {
    shape: (node) => SHAPES[node.data("type")] ?? "ellipse",
    width: across,
    height: across,
    "background-color": colours["paper-3"],
    "border-color": colours["ink-soft"],
    "border-width": () => 1.5 * seen(view.zoom),
  };
}

function styleOf(colours, view) {
  const kinds = Object.entries(KINDS).map(([type, kind]) => ({
    selector: `edge[type = "${type}"]`,
    style: {
      "line-color": colours[kind.colour],
      "target-arrow-color": colours[kind.colour],
      "target-arrow-shape": kind.arrow,
      "line-style": kind.line,
      width: () => kind.width * seen(view.zoom),
    },
  }));
  return [
    { selector: "node", style: nodeStyle(colours, view) },
    { selector: "node[?generic]", style: { "border-style": "dashed" } },
    { selector: "edge", style: { "curve-style": "bezier", "arrow-scale": 0.9, opacity: 0.95 } },
    ...kinds,
    { selector: "edge.undated", style: { opacity: 0.5 } },
    { selector: ".gone", style: { display: "none" } },
    { selector: ".far", style: { opacity: 0.13 } },
    {
      selector: "node.at",
      style: {
        "border-color": colours.accent, "border-width": () => 4 * seen(view.zoom),
        "background-color": colours.paper,
      },
    },
  ];
}

/**
 * The network in `container`, its names on `canvas` above it.
 * @param {{canvas: HTMLCanvasElement, network: object, colours: object, onpick: (id: string|null) => void,
 *   onopen: (id: string) => void}} how
 */
export function graph(container, { canvas, network, colours, onpick, onopen }) {
  withoutStyleElement();
  const view = { zoom: 1 };
  let ink = colours;
  const cy = cytoscape({
    container,
    elements: elementsOf(network),
    style: styleOf(colours, view),
    layout: { name: "preset" },
    autoungrabify: true,
    boxSelectionEnabled: false,
    minZoom: 0.05,
    maxZoom: 4,
  });
  const restyle = () => cy.style(styleOf(ink, view));
  let hovered = null;
  const radius = (node) => (acrossOf(node, view.zoom) * cy.zoom()) / 2;
  const names = overlay(cy, canvas, () => ({ colours: ink, hovered, radius }));
  const point = (id) => {
    hovered = id;
    container.style.cursor = id ? "pointer" : "";
    names.renew();
  };
  cy.on("mouseover", "node", (event) => point(event.target.id()));
  cy.on("mouseout", "node", () => point(null));
  cy.on("zoom", () => {
    if (Math.abs(Math.log2(cy.zoom() / view.zoom)) < 0.2) return;
    view.zoom = cy.zoom();
    restyle();
  });
  cy.on("tap", "node", (event) => onpick(event.target.id()));
  cy.on("dbltap", "node", (event) => onopen(event.target.id()));
  cy.on("tap", (event) => event.target === cy && onpick(null));
  return {
    /** Shows a part of the network; gives how many actors and ties are drawn. */
    show(part) {
      const nodes = new Set(part.nodes.map((node) => node.id));
      const edges = new Map(part.edges.map((edge) => [edge.id, edge.standing]));
      const ties = new Map();
      for (const { from, to } of part.edges) for (const id of [from, to]) ties.set(id, (ties.get(id) ?? 0) + 1);
      cy.batch(() => {
        cy.nodes().forEach((node) => void node.data("size", ties.get(node.id()) ?? 1));
        cy.nodes().forEach((node) => void node.toggleClass("gone", !nodes.has(node.id())));
        cy.edges().forEach((edge) => {
          edge.toggleClass("gone", !edges.has(edge.id()));
          edge.toggleClass("undated", edges.get(edge.id()) === "undated");
        });
      });
      names.renew();
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
      names.renew();
      if (near && move) cy.animate({ fit: { eles: near, padding: 60 }, duration: still() ? 0 : 250 });
    },
    /** Fits what hangs together most; small groups may lie outside. */
    fit() {
      const parts = cy.elements().not(".gone").components().sort((a, b) => b.length - a.length);
      if (parts.length) cy.fit(parts[0], MARGIN);
    },
    zoom: (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    paint(next) {
      ink = next;
      restyle();
      names.renew();
    },
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
