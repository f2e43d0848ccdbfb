import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(resolve(import.meta.dirname, "../src/styles/tokens.css"), "utf8");
const PAIR = /--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
const [USUAL = "", CONTRAST = ""] = CSS.split("@media (prefers-contrast: more)");

type Tokens = Record<string, string>;

function tokens(css: string, theme: 1 | 2): Tokens {
  return Object.fromEntries([...css.matchAll(PAIR)].map((match) => [match[1], match[theme + 1] ?? ""]));
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: [ink: string, grounds: string[]][] = [
  ["ink", ["paper", "card", "sunken", "accent-soft", "bad-soft", "warn-soft", "wait-soft", "ok-soft"]],
  ["ink-2", ["paper", "card", "sunken", "ok-soft", "bad-soft", "warn-soft"]],
  ["ink-3", ["paper", "card", "sunken"]],
  ["accent", ["paper", "card", "sunken", "accent-soft"]],
  ["on-accent", ["accent", "accent-strong"]],
  ["ok", ["paper", "card", "ok-soft"]],
  ["bad", ["paper", "card", "bad-soft", "sunken"]],
  ["warn", ["paper", "card", "warn-soft"]],
  ["wait", ["paper", "card", "wait-soft", "sunken"]],
];

describe.each([
  ["light", 1],
  ["dark", 2],
] as const)("the %s theme", (_name, theme) => {
  const usual = tokens(USUAL, theme);
  const more = { ...usual, ...tokens(CONTRAST, theme) };

  it.each(TEXT.flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const)))(
    "keeps %s readable on %s",
    (ink, ground) => {
      expect(contrast(usual[ink] ?? "", usual[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(more[ink] ?? "", more[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("outlines what can be typed into clearly enough", () => {
    for (const ground of ["paper", "card"])
      expect(contrast(usual["edge"] ?? "", usual[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });

  it("gives body text 7:1 to someone who asks for more contrast", () => {
    for (const ink of ["ink", "ink-2", "ink-3"])
      expect(contrast(more[ink] ?? "", more["paper"] ?? "")).toBeGreaterThanOrEqual(7);
  });
});
