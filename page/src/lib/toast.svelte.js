/** Short words about what was just done, with a way back where there is one. */

let last = 0;

export const toasts = $state([]);

/**
 * @param {string} words
 * @param {{action?: string, run?: () => void, bad?: boolean, stays?: boolean}} [more] a button's word
 *   and what it does; bad ones and those that `stays` wait to be dismissed
 */
export function toast(words, more = {}) {
  const id = ++last;
  toasts.push({ id, words, ...more });
  if (!more.stays && !more.bad) setTimeout(() => dismiss(id), more.run ? 12_000 : 5_000);
  return id;
}

export function dismiss(id) {
  const at = toasts.findIndex((one) => one.id === id);
  if (at >= 0) toasts.splice(at, 1);
}
