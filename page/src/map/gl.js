// The base map by MapLibre GL: land and borders in WebGL, moved by mouse, touch and keys. Marks are
// drawn above it by draw.js. The worker's code travels inside the bundle and starts from a blob, so
// that it works under the page's policy and in a report opened from disk.

import { Map as Maplibre, setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?raw";

import { planar } from "./planar.js";
import { fromWorld, toWorld } from "./world.js";

let workerUrl = null;

/** The worker as a classic script. The end of the address tells MapLibre so: from disk it would
 * turn a module into a data: address, which the policy forbids. */
function startWorker() {
  if (workerUrl) return;
  const script = worker.replace(/export\{[^}]*\};?/, "").replace(/\/\/# sourceMappingURL.*/, "");
  workerUrl = `${URL.createObjectURL(new Blob([script], { type: "text/javascript" }))}#worker.cjs`;
  setWorkerUrl(workerUrl);
}

const GROUND = ["land", "coast", "borders", "disputed"];

function styleOf(ground, colours) {
  const source = (shape) => ({ type: "geojson", data: planar(shape), tolerance: 0.5, buffer: 32 });
  const width = ["interpolate", ["linear"], ["zoom"], 1, 0.6, 6, 1.2];
  return {
    version: 8,
    sources: Object.fromEntries(GROUND.map((name) => [name, source(ground[name])])),
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
      {
        id: "coast", type: "line", source: "coast",
        paint: { "line-color": colours.border, "line-width": 0.6 },
      },
      {
        id: "borders", type: "line", source: "borders",
        paint: { "line-color": colours.border, "line-width": width },
      },
      {
        id: "disputed", type: "line", source: "disputed",
        paint: { "line-color": colours.border, "line-width": width, "line-dasharray": [3, 2] },
      },
    ],
  };
}

/**
 * The base map in `container`; `ground` as base.js makes it. It calls `moved(camera)` on every move and `settled()` at rest.
 * @returns {import("./flat.js").Base}
 */
export function glBase(container, { ground, colours, camera, moved, settled, still }) {
  startWorker();
  const [lon, lat] = fromWorld(camera.x, camera.y);
  const map = new Maplibre({
    container, style: styleOf(ground, colours), center: [lon, lat], zoom: camera.zoom,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    maxZoom: 14, minZoom: 0, fadeDuration: 0, keyboard: false, renderWorldCopies: true,
  });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().tabIndex = -1;
  map.getCanvas().setAttribute("aria-hidden", "true");
  const report = () => {
    const middle = map.getCenter();
    const [x, y] = toWorld(middle.lng, middle.lat);
    moved({ x, y, zoom: map.getZoom(), width: container.clientWidth, height: container.clientHeight });
  };
  map.on("move", report);
  map.on("resize", report);
  map.on("idle", settled);
  let laid = ground;
  return {
    kind: "gl",
    lay(next) {
      laid = next;
      for (const name of GROUND) map.getSource(name)?.setData(planar(next[name]));
    },
    show(next, { jump = false } = {}) {
      const [toLon, toLat] = fromWorld(next.x, next.y);
      const to = { center: [toLon, toLat], zoom: next.zoom };
      if (jump || still()) map.jumpTo(to);
      else map.easeTo({ ...to, duration: 350 });
    },
    paint: (next) => map.setStyle(styleOf(laid, next), { diff: true }),
    resize: () => map.resize(),
    // Taken away before its worker answers, MapLibre throws: whoever leaves at once leaves later.
    remove: () => (map.loaded() ? map.remove() : map.once("load", () => map.remove())),
  };
}
