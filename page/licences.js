/**
 * Gathers the licences of everything that the bundle contains into `LICENCES.txt` beside it: they
 * ask that their notices travel with the code.
 */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FILE = /^(licen[cs]e|copying|notice)/i;

/** The folder of the package that a module lies in, or null. */
function packageOf(id) {
  const at = id.replaceAll("\\", "/").lastIndexOf("/node_modules/");
  if (at < 0) return null;
  const rest = id.slice(at + "/node_modules/".length).split("/");
  const name = rest[0].startsWith("@") ? `${rest[0]}/${rest[1]}` : rest[0];
  return join(id.slice(0, at), "node_modules", name);
}

function entry(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  return { name, words: [`${name} ${version} (${license})`, ...texts].join("\n\n") };
}

/** The Vite plugin that writes them. */
export function licences() {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => file.moduleIds ?? []);
      const folders = new Set(modules.map((id) => packageOf(id.split("?")[0])).filter(Boolean));
      const found = [...folders].filter((folder) => existsSync(join(folder, "package.json"))).map(entry);
      found.sort((a, b) => (a.name < b.name ? -1 : 1));
      const source = `${found.map(({ words }) => words).join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
      this.emitFile({ type: "asset", fileName: "LICENCES.txt", source });
    },
  };
}
