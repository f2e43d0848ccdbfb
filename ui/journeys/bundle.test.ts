import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

const MOST_SCRIPT = 150 * 1024;

describe("the shipped bundle", () => {
  let files: (Rolldown.OutputChunk | Rolldown.OutputAsset)[];
  beforeAll(async () => {
    const built = await build({
      root: resolve(import.meta.dirname, ".."),
      mode: "production",
      logLevel: "error",
      build: { write: false },
    });
    files = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  });

  it("holds at most 150 kB of script, gzipped", () => {
    const scripts = files.filter((file) => file.type === "chunk");
    const size = scripts.reduce((sum, script) => sum + gzipSync(script.code).length, 0);
    expect(size).toBeGreaterThan(10 * 1024);
    expect(size).toBeLessThanOrEqual(MOST_SCRIPT);
  });

  it("holds nothing of the backend in memory", () => {
    const modules = files.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    expect(modules.some((id) => id.endsWith("backend/tauri.ts"))).toBe(true);
    expect(modules.filter((id) => id.includes("backend/memory"))).toEqual([]);
    const text = files.map((file) => (file.type === "chunk" ? file.code : String(file.source))).join("\n");
    expect(text).not.toContain("Example Vendor");
  });

  it("asks for no style or script that the window's policy would refuse", () => {
    const page = files.find((file) => file.fileName === "index.html");
    const html = page?.type === "asset" ? String(page.source) : "";
    expect(html).toContain("<script");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\//);
  });
});
