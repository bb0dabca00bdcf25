/** The name under which a person decides: asked once, kept in the browser, changeable. */

const KEY = "gesta-reviewer";

class Reviewer {
  name = $state(read());
  /** Whether the question for the name is open. */
  asking = $state(false);
  #waiting = [];

  /** The name, asked for where there is none yet; null where the person does not give one. */
  async sure() {
    if (this.name) return this.name;
    this.asking = true;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Sets the name (empty: none is given) and answers all who wait for it. */
  set(name) {
    const plain = name.trim().replace(/\s+/g, " ").slice(0, 80);
    if (plain) {
      this.name = plain;
      try {
        localStorage.setItem(KEY, plain);
      } catch {
        // A browser that keeps nothing asks again next time.
      }
    }
    this.asking = false;
    for (const resolve of this.#waiting.splice(0)) resolve(plain || null);
  }
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export const reviewer = new Reviewer();
