/**
 * A vendor's own guide, tables to fill in, asking for help, other pages of Oracle's, and the checklist: each state as a
 * person reaches it, held to WCAG 2.2 AA, and what each of them does.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdToTheRules, type Look } from "./look";
import { Stage, type Window } from "./window";

async function lookAt(window: Window, path: string): Promise<void> {
  await window.press("Start a setup");
  await window.press("Use a vendor's own guide…");
  await window.page.getByLabel("Path of the guide").fill(path);
  await window.press("Look at it");
}

async function open(window: Window, setup: string, step: RegExp): Promise<void> {
  await window.press(setup);
  await window.press(step);
}

const LOOKS: Look[] = [
  {
    name: "guide-look",
    reach: async (window) => {
      await lookAt(window, "/home/you/brightlane.toml");
      await window.page.getByText("Requests that a verification makes").waitFor();
    },
  },
  {
    name: "guide-faults",
    reach: async (window) => {
      await lookAt(window, "/home/you/broken.toml");
      await window.page.getByText("The guide has 2 faults").waitFor();
    },
  },
  {
    name: "guide-missing",
    reach: async (window) => {
      await lookAt(window, "/home/you/nothing");
      await window.page.getByText("The file is not there").waitFor();
    },
  },
  {
    name: "guide-used",
    reach: async (window) => {
      await lookAt(window, "/home/you/brightlane.toml");
      await window.press("Use this guide");
      await window.page.getByRole("radio", { name: /^Brightlane/, checked: true }).waitFor();
    },
  },
  {
    name: "own-guide",
    reach: async (window) => {
      await lookAt(window, "/home/you/brightlane.toml");
      await window.press("Use this guide");
      await window.press("Create the setup");
      await window.press("See what it asks for");
      await window.page.getByRole("dialog", { name: "The guide of this setup" }).waitFor();
    },
  },
  {
    name: "walk-worksheet",
    state: { start: "busy" },
    reach: async (window) => {
      await open(window, "Example Bank", /Choose the other profiles/);
      await window.page.getByLabel("Profile, row 1").fill("View All Organizations");
      await window.page.getByText("Saved", { exact: true }).waitFor();
      await window.press("Save for a spreadsheet…");
      await window.press("Save table");
      await window.page.getByText("Saved to").waitFor();
    },
  },
  {
    name: "walk-help",
    state: { start: "busy" },
    reach: async (window) => {
      await open(window, "Example Bank", /Name the copy/);
      await window.page.getByText("Ask for help").click();
      await window.page.getByRole("button", { name: /^Copy the message/ }).click();
    },
  },
  {
    name: "walk-choices",
    state: { start: "busy" },
    reach: async (window) => {
      await open(window, "Example Bank", /Find the role/);
      await window.page.getByLabel("Oracle's pages").selectOption("redwood");
    },
  },
  {
    name: "checklist",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press("Print or save the checklist…");
      await window.press("Save checklist");
      await window.page.getByText("Saved to").waitFor();
    },
  },
  {
    name: "details-data-role",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press("Details");
      await window.page.getByLabel("Where the access comes from").selectOption("data-role");
      await window.page.getByLabel("Code of the data role").fill("EXAMPLE_INTEGRATION_DATA");
      await window.page.getByText("The copy has another name or code").click();
    },
  },
];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

holdToTheRules(() => stage, LOOKS);

describe("what is filled in and chosen", () => {
  it("stays in a table when one comes back to its step", async () => {
    const window = await stage.window({ start: "busy" });
    await open(window, "Example Bank", /Choose the other profiles/);
    await window.press("Add a row");
    await window.page.getByLabel("Section, row 4").fill("Country");
    // Left at once: what was typed is not lost.
    await window.press(/Review and submit/);
    await window.press(/Choose the other profiles/);
    expect(await window.page.getByLabel("Section, row 4").inputValue()).toBe("Country");
    await window.close();
  });

  it("of Oracle's pages changes nothing that was done", async () => {
    const window = await stage.window({ start: "busy" });
    await open(window, "Example Bank", /Find the role/);
    const done = window.page.getByText(/\d+ of 23 steps/);
    const before = await done.innerText();
    await window.page.getByLabel("Oracle's pages").selectOption("redwood");
    await window.press(/Edit it/);
    expect(await window.page.getByLabel("Oracle's pages").inputValue()).toBe("redwood");
    expect(await done.innerText()).toBe(before);
    await window.close();
  });
});

describe("on paper", () => {
  it("every step stands with a box and room for notes, and nothing of the window", async () => {
    const window = await stage.window({ start: "busy" });
    await window.press("Example Bank");
    await window.page.evaluate(() => {
      globalThis.print = () => undefined;
    });
    await window.press("Print or save the checklist…");
    await window.press("Print…");
    await window.page.locator(".on-paper").waitFor({ state: "attached" });
    await window.page.emulateMedia({ media: "print" });
    const sheet = window.page.locator(".on-paper");
    expect(await sheet.locator("article").count()).toBe(23);
    expect(await sheet.locator("article .box").count()).toBe(23);
    expect(await sheet.getByText("efgh.fa.em2.oraclecloud.com").isVisible()).toBe(true);
    expect(await window.page.locator("#app").isVisible()).toBe(false);
    await window.close();
  });
});
