"use strict";
// Light or dark, before anything is painted: a person's choice, which this browser keeps, else the
// system's. It stands in `data-theme` of the page, always, so that the dark colours are written once.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem("gesta-theme");
    } catch {
      // storage may be closed, as in a file or a private window
    }
    const named = chosen === "dark" || chosen === "light";
    document.documentElement.dataset.theme = named ? chosen : system.matches ? "dark" : "light";
  };
  system.addEventListener("change", apply);
  apply();
})();
