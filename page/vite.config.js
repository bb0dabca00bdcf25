import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

import { licences } from "./licences.js";
import { stamped } from "./stamp.js";

/** The answers without which no view shows anything. */
const FIRST = ["api/ledger", "api/table"];

/**
 * Names in the page what its script will ask for, so that the browser asks for all of it at once and
 * not for one after the other: the modules that the script imports, and the first answers.
 */
function ahead() {
  const link = (attrs) => ({ tag: "link", attrs: { ...attrs, crossorigin: true }, injectTo: "head" });
  return {
    name: "ahead",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { chunk }) => [
        ...chunk.imports.map((file) => link({ rel: "modulepreload", href: `./${file}` })),
        ...FIRST.map((path) => link({ rel: "preload", as: "fetch", href: `./${path}` })),
      ],
    },
  };
}

// File names hold no hash: the bundle is committed, and a change should read as a change of a file.
export default defineConfig({
  plugins: [svelte(), ahead(), licences(), stamped(import.meta.dirname)],
  base: "./",
  build: {
    target: "es2022",
    outDir: "../src/gesta/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        entryFileNames: "assets/app.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: (asset) =>
          asset.names?.some((name) => name.endsWith(".css")) ? "assets/app.css" : "assets/[name][extname]",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
