/** Setups on several desks: every state looked at, and each job done as a person would do it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdToTheRules, type Look } from "./look";
import { SMALL, Stage, type Window } from "./window";

const THEIRS = "/home/you/Downloads/example-retail for review.oraclesetup";

async function share(window: Window): Promise<void> {
  await window.press("Example Retail");
  await window.press("Share and remind");
  await window.page.getByRole("dialog", { name: "Share and remind" }).waitFor();
}

async function compare(window: Window, path = THEIRS): Promise<void> {
  await share(window);
  await window.press("Bring in…");
  await window.screen("merge");
  await window.page.getByLabel("The copy that came back").fill(path);
  await window.press("Compare");
}

const LOOKS: Look[] = [
  {
    name: "desks-held",
    state: { start: "busy", others: "hold" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.page.getByText("Somebody else has this setup open").waitFor();
    },
  },
  {
    name: "desks-newer",
    state: { start: "long" },
    reach: async (window) => {
      await window.press("Example Insurance");
      await window.page.getByText("The file comes from a newer version of this program").waitFor();
    },
  },
  {
    name: "desks-news",
    state: { start: "busy", others: "write" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/Name the copy/);
      await window.page.locator("[data-news]").waitFor();
    },
  },
  {
    name: "desks-clash",
    state: { start: "busy", others: "clash" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/Name the copy/);
      await window.page.getByLabel("Note").fill("Leave the suffix out, I asked them by phone.");
      await window.page.locator("[data-clash]").waitFor();
    },
  },
  { name: "desks-share", state: { start: "busy" }, reach: share },
  {
    name: "desks-send",
    state: { start: "busy" },
    reach: async (window) => {
      await share(window);
      await window.press("Write a copy…");
      await window.page.getByLabel("Names Who").check();
      await window.press("Write the copy");
      await window.page.locator("[data-written]").waitFor();
    },
  },
  {
    name: "desks-reminders",
    state: { start: "busy" },
    reach: async (window) => {
      await share(window);
      await window.press("See them…");
      await window.page.getByRole("list", { name: "Reminders" }).waitFor();
    },
  },
  {
    name: "desks-merge-before",
    state: { start: "busy" },
    reach: async (window) => {
      await share(window);
      await window.press("Bring in…");
      await window.screen("merge");
    },
  },
  {
    name: "desks-merge",
    state: { start: "busy" },
    reach: async (window) => {
      await compare(window);
      await window.page.getByRole("radio", { name: /^In the copy.*Security agreed/ }).check();
      await window.page.getByText("One is left to choose.").waitFor();
    },
  },
  {
    name: "desks-merge-refused",
    state: { start: "busy" },
    reach: async (window) => {
      await compare(window, "/home/you/other.oraclesetup");
      await window.page.getByText("These are two different setups").waitFor();
    },
  },
  {
    name: "desks-merge-same",
    state: { start: "busy" },
    reach: async (window) => {
      await compare(window, "/home/you/same.oraclesetup");
      await window.page.locator("[data-same]").waitFor();
    },
  },
  {
    name: "desks-merge-done",
    state: { start: "busy" },
    reach: async (window) => {
      await compare(window);
      await window.press("All from here");
      await window.press("Bring it in");
      await window.page.getByRole("heading", { name: "Both are together" }).waitFor();
    },
  },
  {
    name: "desks-folder",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Another folder…");
      await window.page.getByLabel("Folder of setups").fill("nowhere");
      await window.press("Show this folder");
      await window.page.getByText("The folder is not there").waitFor();
    },
  },
  {
    name: "desks-waits",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("What waits on whom");
      await window.press(/^Copy as a text/);
      await window.page.getByText("Copied").first().waitFor();
    },
  },
  {
    name: "desks-export",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Export…");
      await window.press("Save list");
      await window.page.getByText("Saved to").waitFor();
    },
  },
];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

holdToTheRules(() => stage, LOOKS);

describe("somebody else works on the same setup", () => {
  it("is told, and the person looks without changing anything until they take a copy", async () => {
    const window = await stage.window({ start: "busy", others: "hold" });
    await window.press("Example Bank");
    const done = window.page.getByRole("button", { name: /^Done/ });
    expect(await done.count()).toBe(0);
    await window.press("Take a copy");
    await window.page.getByText("Somebody else has this setup open").waitFor({ state: "detached" });
    await window.close();
  });

  it("can be passed over where another computer is said to have it open", async () => {
    const window = await stage.window({ start: "busy", others: "hold" });
    await window.press("Example Bank");
    await window.press("Open it all the same");
    await window.page.getByText("Somebody else has this setup open").waitFor({ state: "detached" });
    await window.close();
  });

  it("shows what they wrote in the field that stands open", async () => {
    const window = await stage.window({ start: "busy", others: "write" });
    await window.press("Example Retail");
    await window.press(/Name the copy/);
    await window.page.locator("[data-news]").waitFor();
    expect(await window.page.getByLabel("Note").inputValue()).toContain("Security agreed");
    await window.page.locator("[data-news]").getByRole("button", { name: "Dismiss" }).click();
    expect(await window.page.locator("[data-news]").count()).toBe(0);
    await window.close();
  });

  it("writes the same note meanwhile: the person sees both and keeps both", async () => {
    const window = await stage.window({ start: "busy", others: "clash" });
    await window.press("Example Retail");
    await window.press(/Name the copy/);
    await window.page.getByLabel("Note").fill("By phone: no suffix.");
    await window.page.locator("[data-clash]").waitFor();
    await window.press("Keep both");
    await window.page.locator("[data-clash]").waitFor({ state: "detached" });
    const note = await window.page.getByLabel("Note").inputValue();
    expect(note).toContain("Security agreed");
    expect(note).toContain("By phone: no suffix.");
    await window.close();
  });
});

describe("a copy that came back", () => {
  it("is brought in by keyboard alone, and nothing is chosen for the person", async () => {
    const window = await stage.window({ start: "busy" }, { size: SMALL });
    await compare(window);
    expect(await window.page.locator("[data-difference] input:checked").count()).toBe(0);
    const bring = window.page.getByRole("button", { name: "Bring it in" });
    expect(await bring.isDisabled()).toBe(true);
    await window.press("All from the copy");
    await bring.press("Enter");
    expect(await window.heading()).toBe("Both are together");
    await window.press("Go on with the steps");
    await window.screen("walk");
    await window.close();
  });
});
