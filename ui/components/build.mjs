// Builds every part of the screen that runs in the browser: NAME/NAME.ts and NAME/NAME.css become built/NAME/NAME-HASH.js and .css.
import { readdir, rename, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { build } from "esbuild";

const here = import.meta.dirname;
const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const entryPoints = folders
  .filter((name) => existsSync(`${here}/${name}/${name}.ts`))
  .flatMap((name) => [`${here}/${name}/${name}.ts`, `${here}/${name}/${name}.css`]);

// Built beside the place and moved: a build that fails leaves what served before.
await rm(`${here}/built.new`, { recursive: true, force: true });
await build({
  entryPoints,
  outbase: here,
  outdir: `${here}/built.new`,
  // Names that change with what is in them can be kept by browsers for ever.
  entryNames: "[dir]/[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
});
await rm(`${here}/built`, { recursive: true, force: true });
await rename(`${here}/built.new`, `${here}/built`);
