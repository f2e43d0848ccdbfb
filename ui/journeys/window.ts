/**
 * A real Chromium on the design build, served over loopback under the shipped window's content security policy.
 *
 * Every page fails its journey on a console error, which a breach of that policy is too.
 */
import { mkdirSync } from "node:fs";
import { accessSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";
import type { AxeResults } from "axe-core";

export type Theme = "light" | "dark";
export type Size = { width: number; height: number };

export const SMALL: Size = { width: 900, height: 640 };
export const LARGE: Size = { width: 1440, height: 900 };
export const HUGE: Size = { width: 2560, height: 1440 };
export const THEMES: Theme[] = ["light", "dark"];

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SHOTS = resolve(import.meta.dirname, "../../build/screens/journeys");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

function chromiumPath(): string {
  const named = process.env["CHROMIUM"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(exists);
  if (!found) throw new Error("No Chromium was found. Install one or name it in CHROMIUM.");
  return found;
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

export class Stage {
  private constructor(
    private readonly server: PreviewServer,
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  static async open(): Promise<Stage> {
    mkdirSync(SHOTS, { recursive: true });
    const server = await preview({
      mode: "design",
      root: resolve(import.meta.dirname, ".."),
      preview: { port: 0 },
      logLevel: "warn",
    });
    const origin = server.resolvedUrls?.local[0];
    if (!origin) throw new Error("The preview server gave no address.");
    const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS });
    return new Stage(server, browser, origin);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }

  /** A fresh window. `state` is what `design.ts` reads: start, keychain, pace. */
  async window(
    state: Record<string, string> = {},
    look: {
      theme?: Theme;
      size?: Size;
      forcedColors?: boolean;
      reducedMotion?: boolean;
      textScale?: number;
    } = {},
    entry = "design.html",
  ): Promise<Window> {
    const context = await this.browser.newContext({
      viewport: look.size ?? LARGE,
      colorScheme: look.theme ?? "light",
      forcedColors: look.forcedColors ? "active" : "none",
      reducedMotion: look.reducedMotion ? "reduce" : "no-preference",
    });
    const page = await context.newPage();
    const shown = new Window(page, look.theme ?? "light");
    await page.goto(`${this.origin}${entry}?${new URLSearchParams({ pace: "0", ...state }).toString()}`);
    if (look.textScale)
      await page.evaluate((scale) => {
        document.documentElement.style.fontSize = `${String(93.75 * scale)}%`;
      }, look.textScale);
    await page.locator("main h1").first().waitFor();
    return shown;
  }
}

export class Window {
  readonly complaints: string[] = [];

  constructor(
    readonly page: Page,
    private readonly theme: Theme,
  ) {
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).click();
  }

  async screen(name: string): Promise<void> {
    await this.page.locator(`main[data-screen="${name}"]`).waitFor();
  }

  heading(): Promise<string> {
    return this.page.locator("main h1").innerText();
  }

  /** What axe finds against WCAG 2.2 AA, one line for each violation. */
  async violations(): Promise<string[]> {
    if (!(await this.page.evaluate(() => "axe" in window))) await this.injectAxe();
    const results = await this.page.evaluate(async (tags) => {
      const { axe } = window as unknown as { axe: { run: (...args: unknown[]) => Promise<AxeResults> } };
      return axe.run(document, { runOnly: { type: "tag", values: tags } });
    }, AXE_TAGS);
    return results.violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
    );
  }

  /** Takes the picture of this state at all three sizes, then gives the window its size back. */
  async picture(name: string): Promise<void> {
    const size = this.page.viewportSize() ?? LARGE;
    for (const { width, height } of [SMALL, LARGE, HUGE]) {
      await this.page.setViewportSize({ width, height });
      await this.page.screenshot({
        path: join(SHOTS, `${name}-${this.theme}-${String(width)}x${String(height)}.png`),
        animations: "disabled",
      });
    }
    await this.page.setViewportSize(size);
  }

  /** Takes one picture at the size that the window has, or of the whole page. */
  async shot(name: string, fullPage = false): Promise<void> {
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`), animations: "disabled", fullPage });
  }

  /** Whether anything makes the page scroll sideways. */
  overflows(): Promise<boolean> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
  }

  /** Whether the page itself scrolls, and not only the panes in it. */
  scrolls(): Promise<boolean> {
    return this.page.evaluate(
      () => document.documentElement.scrollHeight > document.documentElement.clientHeight,
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Through the debugger rather than a script element, which the window's policy rightly refuses. */
  private async injectAxe(): Promise<void> {
    const { readFile } = await import("node:fs/promises");
    await this.page.evaluate(await readFile(AXE, "utf8"));
  }
}
