// The base map where there is no WebGL: the same land and borders by d3-geo on a canvas, moved by
// mouse, touch and wheel.

import { geoMercator, geoPath } from "d3-geo";

import { LEAST, MOST, panned, zoomed } from "./cameras.js";
import { TILE, fromWorld } from "./world.js";

/**
 * A base map under the marks; one that can lays a finer ground.
 * @typedef {{kind: "gl"|"flat", show: (camera: object, how?: {jump?: boolean}) => void,
 *   lay?: (ground: object) => void, paint: (colours: object) => void, resize: () => void, remove: () => void}} Base
 */

const WHEEL = 0.0022; // zoom a px of the wheel

/** Whether this browser can draw the base map by WebGL. */
export function hasWebGL() {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/** The base map on a canvas in `container`; the same promises as glBase. */
export function flatBase(container, { ground, colours, camera, moved, settled }) {
  const canvas = document.createElement("canvas");
  canvas.className = "flat-base";
  canvas.setAttribute("aria-hidden", "true");
  container.append(canvas);
  let [at, paintWith, waiting] = [{ ...camera }, colours, 0];

  const draw = () => {
    waiting = 0;
    sized(canvas, container);
    drawGround(canvas, ground, at, paintWith);
    settled();
  };
  const soon = () => (waiting ||= requestAnimationFrame(draw));
  const to = (next) => {
    const zoom = Math.max(LEAST, Math.min(MOST, next.zoom));
    const y = Math.max(0, Math.min(1, next.y));
    at = { x: next.x, y, zoom, width: container.clientWidth, height: container.clientHeight };
    moved(at);
    soon();
  };
  const drop = moves(container, () => at, to);
  to(at);
  return {
    kind: "flat",
    show: to,
    paint(next) {
      paintWith = next;
      soon();
    },
    resize: () => to(at),
    remove() {
      drop();
      cancelAnimationFrame(waiting);
      canvas.remove();
    },
  };
}

function sized(canvas, container) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [container.clientWidth * ratio, container.clientHeight * ratio];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
}

function drawGround(canvas, ground, camera, colours) {
  const ratio = devicePixelRatio || 1;
  const context = canvas.getContext("2d");
  const scale = TILE * 2 ** camera.zoom;
  const projection = geoMercator()
    .scale(scale / (2 * Math.PI))
    .rotate([-fromWorld(camera.x, 0.5)[0], 0])
    .center([0, fromWorld(0.5, camera.y)[1]])
    .translate([camera.width / 2, camera.height / 2])
    .clipExtent([[-20, -20], [camera.width + 20, camera.height + 20]]);
  const path = geoPath(projection, context);
  const { land, coast, borders, disputed } = ground;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.setLineDash([]);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, camera.width, camera.height);
  context.fillStyle = colours.land;
  context.strokeStyle = colours.border;
  context.lineWidth = 0.7;
  context.beginPath();
  path(land);
  context.fill();
  stroke(context, path, coast, []);
  context.lineWidth = 1;
  stroke(context, path, borders, []);
  stroke(context, path, disputed, [4, 3]);
}

function stroke(context, path, line, dash) {
  context.setLineDash(dash);
  context.beginPath();
  path(line);
  context.stroke();
}

/** Drag, pinch and wheel; gives the function that stops listening. */
function moves(container, camera, to) {
  const held = new Map();
  const place = (event) => {
    const box = container.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const down = (event) => held.set(event.pointerId, place(event));
  const up = (event) => held.delete(event.pointerId);
  const move = (event) => {
    const was = held.get(event.pointerId);
    if (!was) return;
    const now = place(event);
    const others = [...held].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
    held.set(event.pointerId, now);
    if (others.length) {
      const [before, after] = [distance(was, others[0]), distance(now, others[0])];
      to(zoomed(camera(), Math.log2(after / Math.max(1, before)), others[0]));
    } else {
      to(panned(camera(), was[0] - now[0], was[1] - now[1]));
    }
  };
  const wheel = (event) => {
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    to(zoomed(camera(), -turned * WHEEL, place(event)));
  };
  container.addEventListener("pointerdown", down);
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  container.addEventListener("wheel", wheel, { passive: false });
  return () => {
    container.removeEventListener("pointerdown", down);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
    container.removeEventListener("wheel", wheel);
  };
}

function distance(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
