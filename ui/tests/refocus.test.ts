import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepFocusNear } from "../src/lib/refocus";

let stop: () => void;

beforeEach(() => {
  stop = keepFocusNear(document);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** A part of the page with two buttons, the first of which has the focus. */
function pressed(): { part: HTMLElement; button: HTMLElement } {
  document.body.innerHTML =
    "<main><section><button>Keep it</button></section><section><button>Verify</button></section></main>";
  const part = document.querySelector("section");
  const button = document.querySelector("button");
  if (!part || !button) throw new Error("the page was not made");
  button.focus();
  return { part, button };
}

/** What watches the page is told a moment later. */
const told = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("a button that goes away under its press", () => {
  it("leaves the focus at the part of the page that it stood in", async () => {
    const { part, button } = pressed();
    button.remove();
    await told();
    expect(document.activeElement).toBe(part);
  });

  it("leaves it further out where the whole part goes", async () => {
    const { part } = pressed();
    part.remove();
    await told();
    expect(document.activeElement).toBe(document.querySelector("main"));
  });

  it("takes it from nobody who has it by then", async () => {
    const { button } = pressed();
    button.remove();
    const other = document.querySelector("button");
    other?.focus();
    await told();
    expect(document.activeElement).toBe(other);
  });

  it("holds nothing for whoever clicked beside everything", async () => {
    const { part, button } = pressed();
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    button.blur();
    part.remove();
    await told();
    expect(document.activeElement).toBe(document.body);
  });
});
