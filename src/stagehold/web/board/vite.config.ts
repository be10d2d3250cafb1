import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// During work on the page: `npx vite` beside `stagehold serve` on its usual port.
export default defineConfig({
  plugins: [svelte()],
  base: "./",
  build: { target: "es2022", outDir: "dist", assetsDir: "assets", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { "/api": "http://127.0.0.1:8765", "/start": "http://127.0.0.1:8765" } },
});
