// Keys that a drawn view takes for itself, as an application does.

/**
 * A handler of keydown: calls what `keys` has for a key, which then goes nowhere else. Keys with Ctrl,
 * Alt or Meta stay the browser's.
 * @param {Record<string, () => void>} keys
 * @param {() => boolean} [ready] whether keys do anything yet
 */
export function keyed(keys, ready = () => true) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key) || !ready()) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  };
}
