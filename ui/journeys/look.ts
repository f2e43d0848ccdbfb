/** A state of a screen as a person reaches it, and what every one of them is held to. */
import { describe, expect, it } from "vitest";
import { type Stage, THEMES, type Theme, type Window } from "./window";

export type Look = {
  /** What its pictures are called. */
  name: string;
  state?: Record<string, string>;
  /** A page to read rather than panes that scroll by themselves. */
  scrolls?: boolean;
  reach: (window: Window) => Promise<void>;
};

/** In both themes: pictures at three sizes, WCAG 2.2 AA, nothing that widens the page, and no complaint. */
export function holdToTheRules(stage: () => Stage, looks: Look[]): void {
  describe.each(THEMES)("in the %s theme", (theme: Theme) => {
    it.each(looks)("$name has no accessibility violation and no complaint", async (look) => {
      const window = await stage().window(look.state, { theme });
      await look.reach(window);
      await window.picture(look.name);
      expect(await window.violations()).toEqual([]);
      expect(await window.scrolls()).toBe(look.scrolls ?? false);
      expect(await window.overflows()).toBe(false);
      expect(window.complaints).toEqual([]);
      await window.close();
    });
  });
}
