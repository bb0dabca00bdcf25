// Where a camera goes by what a person does: pure functions, as both base maps and the keys need them.

import { TILE } from "./world.js";

export const [LEAST, MOST] = [0, 14]; // zooms

/** The camera zoomed by `step`, with the ground at `spot` staying where it is. */
export function zoomed(camera, step, spot = [camera.width / 2, camera.height / 2]) {
  const zoom = Math.max(LEAST, Math.min(MOST, camera.zoom + step));
  const [was, now] = [TILE * 2 ** camera.zoom, TILE * 2 ** zoom];
  const [dx, dy] = [spot[0] - camera.width / 2, spot[1] - camera.height / 2];
  return {
    ...camera, zoom, x: camera.x + dx / was - dx / now, y: camera.y + dy / was - dy / now,
  };
}

/** The camera moved by so many px. */
export function panned(camera, dx, dy) {
  const scale = TILE * 2 ** camera.zoom;
  return { ...camera, x: camera.x + dx / scale, y: camera.y + dy / scale };
}

const MARGIN = 30; // px at the edges of the screen in which a point does not count as in sight

/** The camera with a point of the unit square in its middle, or null where that is in sight. */
export function revealing(camera, x, y) {
  const scale = TILE * 2 ** camera.zoom;
  const [dx, dy] = [Math.abs(x - camera.x) * scale, Math.abs(y - camera.y) * scale];
  const inSight = dx <= camera.width / 2 - MARGIN && dy <= camera.height / 2 - MARGIN;
  return inSight ? null : { ...camera, x, y };
}
