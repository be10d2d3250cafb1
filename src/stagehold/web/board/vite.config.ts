import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** Beside each script and style the same in brotli: a seventh less than the gzip that the server makes at its start. */
const packed: Plugin = {
  name: "packed",
  apply: "build",
  writeBundle(options, bundle) {
    for (const name of Object.keys(bundle).filter((item) => /\.(js|css)$/.test(item))) {
      const file = join(options.dir ?? "", name);
      writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    }
  },
};

const GROUND = /node_modules\/(svelte|esm-env|clsx)\/|\/src\/[\w.]+\.ts$|\/src\/words\/en\.json$|\/src\/shell\/\w+(\.svelte)?\.ts$|\/src\/parts\/(dates\.ts|Button\.svelte)|\/src\/timeline\/stock\.ts$/;

// During work on the page: `npx vite` beside `stagehold serve` on its usual port.
export default defineConfig({
  plugins: [svelte(), packed],
  base: "./",
  build: {
    target: "es2022",
    outDir: "dist",
    assetsDir: "assets",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What the timeline needs beside itself comes in one file: five small ones cost more in headers than they hold.
    rolldownOptions: { output: { advancedChunks: { groups: [{ name: "ground", test: GROUND }] } } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765", "/start": "http://127.0.0.1:8765" } },
});
