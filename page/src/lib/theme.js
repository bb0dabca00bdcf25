/** Light or dark: the system's choice until a person makes one, which this browser then keeps. */

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
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Applies what was chosen before. */
export function restore() {
  const theme = chosen();
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
}

/** Changes to the other theme and keeps it. Views that draw on canvas listen for `themechange` on window. */
export function toggle() {
  const theme = dark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the theme then holds for this visit
  }
  window.dispatchEvent(new Event("themechange"));
}
