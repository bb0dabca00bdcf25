// The ground from near: Natural Earth at 1:10m, fetched from the server behind the page once somebody
// looks closely. A report opened from disk has the coarse ground alone.

import atlas from "world-atlas/countries-10m.json?url";

import { groundOf } from "./base.js";

let asked = null;

/** The fine ground, as base.js makes it; fetched once. */
export function fineGround() {
  asked ??= fetch(atlas).then((answer) => {
    if (!answer.ok) throw new Error(`The fine ground is not there: ${answer.status}.`);
    return answer.json();
  }).then(groundOf);
  asked.catch(() => (asked = null));
  return asked;
}
