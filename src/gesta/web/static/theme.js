"use strict";
// Light or dark, before anything is painted: a person's choice, which this browser keeps, else the
// system's; paper is light. It stands in `data-theme` of the page, always, so that the dark colours are
// written once.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  const apply = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem("gesta-theme");
    } catch {
      // storage may be closed, as in a file or a private window
    }
    const named = chosen === "dark" || chosen === "light";
    const theme = named ? chosen : system.matches ? "dark" : "light";
    document.documentElement.dataset.theme = paper.matches ? "light" : theme;
  };
  system.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  apply();
})();
