import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

import { licences } from "./licences.js";
import { stamped } from "./stamp.js";

// File names hold no hash: the bundle is committed, and a change should read as a change of a file.
export default defineConfig({
  plugins: [svelte(), licences(), stamped(import.meta.dirname)],
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
