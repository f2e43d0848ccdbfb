import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const oneDoor = {
  group: ["@tauri-apps/*"],
  message: "Only src/lib/backend/tauri.ts speaks to the shell.",
};
const noMemory = {
  group: ["**/backend/memory", "**/backend/memory/*"],
  message: "The backend in memory is for design.ts and tests; it never ships.",
};
const noBackend = {
  group: ["**/lib/backend/backend", "**/lib/backend/tauri", "**/lib/model.svelte"],
  message: "Parts are presentational: they take props and give events.",
};

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/lib/backend/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ["*.ts", "*.js", "journeys/**", "tests/**"], languageOptions: { globals: { ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-restricted-imports": ["error", { patterns: [oneDoor, noMemory] }],
      "svelte/no-at-html-tags": "error",
      "svelte/no-inline-styles": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/parts/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [oneDoor, noMemory, noBackend] }] },
  },
  {
    files: ["src/lib/backend/tauri.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noMemory] }] },
  },
  {
    files: [
      "src/design.ts",
      "src/style/**",
      "src/lib/backend/memory.ts",
      "src/lib/backend/memory/**",
      "tests/**",
    ],
    rules: { "no-restricted-imports": ["error", { patterns: [oneDoor] }] },
  },
);
