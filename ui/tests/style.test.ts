/** The style page is where a change to a part is looked at, so no part is left off it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { expect, it } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../src");
/** Stands on paper alone, where a journey looks at it. */
const ON_PAPER = "PrintSheet.svelte";

function shownBy(file: string, seen = new Set<string>()): Set<string> {
  // A module whose name ends so is none of the parts.
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]*\.svelte)"/g))
    shownBy(resolve(dirname(file), path ?? ""), seen);
  return seen;
}

it("shows every part", () => {
  const shown = [...shownBy(resolve(SOURCE, "StylePage.svelte"))].map((file) => basename(file));
  const parts = ["parts", "screens/handover"].flatMap((folder) => readdirSync(resolve(SOURCE, folder)));
  expect(parts.filter((part) => part !== ON_PAPER && !shown.includes(part))).toEqual([]);
});
