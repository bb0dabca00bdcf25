/** Light or dark, as `data-theme` of the page says. public/theme.js sets it before anything is
 * painted; here it is changed by a person. Views that draw on canvas watch it. */

const KEY = "gesta-theme"; // as in public/theme.js

/** Whether the page is dark now. */
export function dark() {
  return document.documentElement.dataset.theme === "dark";
}

/** Changes to the other theme, which this browser then keeps. */
export function toggle() {
  const theme = dark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the theme then holds for this visit
  }
}
