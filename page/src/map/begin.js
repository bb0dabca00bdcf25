// Which base map there is: MapLibre's where there is WebGL, else one that d3-geo draws.

import { flatBase, hasWebGL } from "./flat.js";

/**
 * The base map in `holder`; null where the view was left meanwhile.
 * @param {() => boolean} left whether it was
 * @returns {Promise<import("./flat.js").Base|null>}
 */
export async function beginBase(holder, how, left) {
  if (hasWebGL()) {
    try {
      const { glBase } = await import("./gl.js");
      return left() ? null : glBase(holder, how);
    } catch (error) {
      console.warn("MapLibre did not start; the map is drawn without WebGL.", error);
    }
  }
  return left() ? null : flatBase(holder, how);
}
