/** Light or dark: the system's choice until a person makes one, which this browser then keeps. It
 * stands in `data-theme` of the page, always, so that the dark colours are written once. */

const KEY = "gesta-theme";

/** The theme that a person chose, or null. */
export function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be closed, as in a file or a private window
  }
}

/** Whether the page is dark now. */
export function dark() {
  return document.documentElement.dataset.theme === "dark";
}

/** Applies what was chosen before, else what the system says, now and when that changes. */
export function restore() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const theme = chosen();
    const named = theme === "dark" || theme === "light";
    document.documentElement.dataset.theme = named ? theme : system.matches ? "dark" : "light";
  };
  system.addEventListener("change", apply);
  apply();
}

/** Changes to the other theme and keeps it. Views that draw on canvas watch `data-theme`. */
export function toggle() {
  const theme = dark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the theme then holds for this visit
  }
}
