// Room for names in a picture: boxes that are taken, kept in a grid so that asking stays quick.

/** @typedef {[number, number, number, number]} Box left, top, right, bottom in px */

const CELL = 64; // px; about as long as a name

export class Room {
  cells = new Map();

  /** Takes a box; `mark` is what a question may pass over. */
  take(box, mark = null) {
    const held = { box, mark };
    this.#over(box, (key) => {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(held);
      return true;
    });
  }

  /** Whether nothing taken, but what `but` marks, overlaps the box. */
  free(box, but) {
    const [left, top, right, bottom] = box;
    const apart = ({ box: b, mark }) =>
      right < b[0] || left > b[2] || bottom < b[1] || top > b[3] || (but !== undefined && mark === but);
    return this.#over(box, (key) => this.cells.get(key)?.every(apart) ?? true);
  }

  /** Whether every cell under a box passes. */
  #over([left, top, right, bottom], passes) {
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++)
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++)
        if (!passes(`${i},${j}`)) return false;
    return true;
  }
}
