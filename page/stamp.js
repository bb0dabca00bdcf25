/**
 * A hash of everything that the bundle is built from, written beside it as `sources.json`, so that
 * a test can say whether the committed bundle is what the sources build.
 */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ALONE = ["index.html", "package-lock.json", "vite.config.js"];
const WHOLE = ["public", "src"];

/** Every file of the sources, as paths with slashes, in order. */
export function sources(root) {
  const found = WHOLE.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath ?? file.path, file.name)),
  );
  const paths = found.map((path) => path.slice(root.length).replaceAll("\\", "/").replace(/^\//, ""));
  return [...ALONE, ...paths].sort((a, b) => (a < b ? -1 : 1));
}

/** SHA-256 over the names and the bytes of the sources. */
export function stamp(root) {
  const hash = createHash("sha256");
  for (const path of sources(root)) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\n${createHash("sha256").update(bytes).digest("hex")}\n`);
  }
  return hash.digest("hex");
}

/** The Vite plugin that writes it. */
export function stamped(root) {
  return {
    name: "stamp",
    apply: "build",
    generateBundle() {
      const source = `${JSON.stringify({ sources: stamp(root) })}\n`;
      this.emitFile({ type: "asset", fileName: "sources.json", source });
    },
  };
}
