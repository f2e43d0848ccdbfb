import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { CONTENT_SECURITY_POLICY } from "./policy.ts";

/**
 * Two builds from one source. The shipped one starts at `index.html`, and at `present.html` for the window that is shared
 * in a call; both speak to the shell. The `design` one starts at `design.html` with a backend held in memory, and is what
 * the journeys drive; `style.html` shows every part in every state. No file of it reaches `dist`.
 */
export default defineConfig(({ mode }) => {
  const design = mode === "design";
  return {
    plugins: [svelte()],
    base: "./",
    clearScreen: false,
    publicDir: "public",
    server: { port: 1420, strictPort: true, host: "127.0.0.1" },
    preview: {
      host: "127.0.0.1",
      headers: { "Content-Security-Policy": CONTENT_SECURITY_POLICY },
    },
    build: {
      target: ["es2022", "safari16", "chrome111"],
      outDir: design ? "../build/design" : "dist",
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: design ? ["design.html", "style.html"] : ["index.html", "present.html"] },
    },
  };
});
