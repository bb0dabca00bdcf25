// Names on the map in the system's own fonts: counts inside marks, places beside them, areas within
// their ground, countries where room is left. A name that would lie on another or on a mark is left
// out, and so is that of an area where only its neighbours' ground has room.

import { Room } from "../drawn/room.js";
import { homeAt, liesIn } from "./homes.js";
import { TILE, fromWorld } from "./world.js";

const MOST_NAMES = 60;
const LINE = 15; // px of one line of a name

const grouped = new Intl.NumberFormat("en-GB");

/** Names drawn in one picture, which keep out of each other's way. */
export class Labels {
  constructor(context, camera, colours, homes) {
    this.homes = homes;
    this.areas = new Set(); // names of areas that are written
    this.context = context;
    this.camera = camera;
    this.colours = colours;
    this.room = new Room();
  }

  /** Counts in marks, then names of the marks with most incidents; of areas both within them. */
  marks(placed) {
    const points = placed.filter(({ mark }) => mark.kind !== "area");
    for (const { sx, sy, r } of points) this.room.take([sx - r, sy - r, sx + r, sy + r]);
    for (const one of points) this.number(one);
    const byCount = [...placed].sort((a, b) => b.mark.n - a.mark.n);
    for (const one of byCount.slice(0, MOST_NAMES)) this.name(one);
  }

  number({ mark, sx, sy }) {
    if (mark.n === 1) return;
    this.write(grouped.format(mark.n), sx, sy, {
      font: `650 ${mark.n > 999 ? 11 : 11.5}px ${this.colours.font}`, colour: this.colours.ink,
    });
  }

  name({ mark, sx, sy, r }) {
    const rest = mark.items.length - 1;
    const area = mark.kind === "area";
    const name = rest ? `${mark.lead.name} +${grouped.format(rest)}` : mark.lead.name;
    const words = area ? `${name} · ${grouped.format(mark.n)}` : name;
    const font = `${area ? "italic " : ""}500 12px ${this.colours.font}`;
    this.context.font = font;
    const half = this.context.measureText(words).width / 2 + 3;
    const home = area ? homeOf(mark, this.homes) : null;
    for (const [x, y] of area ? within(sx, sy, r, half) : beside(sx, sy, r, half)) {
      if (!this.free(x, y, half) || (home && !liesIn(home, ...this.ground(x, y)))) continue;
      this.take(x, y, half);
      this.write(words, x, y, { font, colour: this.colours.ink, halo: true });
      if (area) this.areas.add(mark.lead.name);
      return;
    }
  }

  /** What point of the earth lies at a point of the screen, as [lon, lat]. */
  ground(x, y) {
    const { camera } = this;
    const scale = TILE * 2 ** camera.zoom;
    const across = camera.x + (x - camera.width / 2) / scale;
    return fromWorld(across - Math.floor(across), camera.y + (y - camera.height / 2) / scale);
  }

  /** Names of countries that are wide enough on screen, `scale` px being the world's width. */
  countries(names, scale) {
    for (const { name, x, y, size } of names) {
      const across = (Math.sqrt(size) / (2 * Math.PI)) * scale;
      if (across < 46) break; // the largest come first
      if (across > 2600) continue; // one country fills the screen: its name would stand anywhere
      if (this.areas.has(name)) continue;
      const sx = (x - this.camera.x - Math.round(x - this.camera.x)) * scale + this.camera.width / 2;
      const sy = (y - this.camera.y) * scale + this.camera.height / 2;
      if (sx < 0 || sy < 0 || sx > this.camera.width || sy > this.camera.height) continue;
      const font = `${across > 160 ? 13 : 11.5}px ${this.colours.font}`;
      this.context.font = font;
      this.context.letterSpacing = "1px";
      const half = this.context.measureText(name).width / 2 + 3;
      const at = [sy, sy + 22, sy - 22].find((spot) => this.free(sx, spot, half));
      if (at !== undefined && across > half) {
        this.take(sx, at, half);
        this.write(name, sx, at, { font, colour: this.colours["ink-soft"], halo: true });
      }
      this.context.letterSpacing = "0px";
    }
  }

  write(words, x, y, { font, colour, halo }) {
    const { context } = this;
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (halo) {
      context.strokeStyle = this.colours.land;
      context.globalAlpha = 0.85;
      context.lineWidth = 3.5;
      context.lineJoin = "round";
      context.setLineDash([]);
      context.strokeText(words, x, y);
      context.globalAlpha = 1;
    }
    context.fillStyle = colour;
    context.fillText(words, x, y);
  }

  free(x, y, half) {
    if (x - half < 2 || x + half > this.camera.width - 2) return false;
    if (y < LINE / 2 || y > this.camera.height - LINE / 2) return false;
    return this.room.free([x - half, y - LINE / 2, x + half, y + LINE / 2]);
  }

  take(x, y, half) {
    this.room.take([x - half, y - LINE / 2, x + half, y + LINE / 2]);
  }
}

/** Where a name may stand beside a mark: below, right, left, above. */
function beside(x, y, r, half) {
  return [[x, y + r + 9], [x + r + half + 2, y], [x - r - half - 2, y], [x, y - r - 9]];
}

const known = new WeakMap(); // the country of each place, null at sea

function homeOf({ lead }, homes) {
  if (!known.has(lead)) known.set(lead, homeAt(homes, ...fromWorld(lead.x, lead.y)));
  return known.get(lead);
}

const ASIDE = [0, 0.25, -0.25, 0.5, -0.5]; // of the radius, from the middle outwards
const CLEAR = 14; // px above and below the middle that stay free: a name there would read as a pinpoint

/** Where the name of an area may stand: wholly in its disc, near its middle and not over it. */
function within(x, y, r, half) {
  const downs = [CLEAR, -CLEAR, ...ASIDE.map((share) => share * r)];
  const spots = downs.flatMap((down) => ASIDE.map((across) => [across * r, down]));
  return spots
    .filter(([dx, dy]) => Math.abs(dy) >= CLEAR || Math.abs(dx) > half + CLEAR)
    .filter(([dx, dy]) => Math.hypot(Math.abs(dx) + half, Math.abs(dy) + LINE / 2) <= r)
    .sort((a, b) => Math.hypot(...a) - Math.hypot(...b))
    .map(([dx, dy]) => [x + dx, y + dy]);
}
