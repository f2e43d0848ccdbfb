import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LARGE, SMALL, Stage, type Window } from "./window";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

async function practise(window: Window, scenario: string): Promise<void> {
  await window.press("Practise it first");
  await window.page.locator(`input[value="${scenario}"]`).check();
  await window.press("Start practice");
  await window.screen("walk");
}

/** Where a key leads: whether one sees that the focus is there, and whether anything lies over it or its words. */
async function nextStop(
  window: Window,
  key: string,
): Promise<{ name: string; outlined: boolean; covered: boolean } | null> {
  await window.page.keyboard.press(key);
  return window.page.evaluate(() => {
    const focused = document.activeElement as HTMLElement;
    if (focused === document.body) return null;
    const whole = focused.closest("label") ?? focused;
    const box = whole.getBoundingClientRect();
    const within = (at: number, end: number): number => Math.min(Math.max(at, 0), end - 1);
    const covers = (part: number): boolean => {
      const x = within(box.left + box.width / 2, innerWidth);
      const top = document.elementFromPoint(x, within(box.top + box.height * part, innerHeight));
      return top === null || !(whole.contains(top) || top.contains(whole));
    };
    // What is higher than its pane is seen in part.
    const parts = whole === focused ? [0.5] : [0.1, 0.5, 0.9];
    const outlined = [focused, whole].some((one) => getComputedStyle(one).outlineStyle !== "none");
    return {
      name: `${focused.tagName} ${focused.innerText || focused.id}`,
      outlined,
      covered: parts.some(covers),
    };
  });
}

/** Presses the step's main button until the walk leads to the verify step. */
async function walkToVerify(window: Window): Promise<number> {
  for (let steps = 0; steps < 40; steps += 1) {
    if ((await window.heading()) === "Verify") return steps;
    const before = await window.heading();
    await window.press("Done, next step");
    await window.page.waitForFunction(
      (old) => document.querySelector("main h1")?.textContent !== old,
      before,
    );
  }
  throw new Error("The walk never came to the verify step.");
}

describe("the first start", () => {
  it("has three doors, practice behind each of them, and nothing else to choose", async () => {
    const window = await stage.window();
    const doors = window.page.getByRole("main").getByRole("listitem");
    const offered = await doors.evaluateAll((items) =>
      items.map((item) => [...item.querySelectorAll("button")].map((button) => button.innerText)),
    );
    expect(offered).toEqual([
      ["Start a setup", "Practise it first"],
      ["Prepare a draft", "Practise the call", "Receive a hand-over"],
      ["Open a setup file", "Practise a review"],
    ]);
    expect(await window.page.getByRole("main").getByRole("button").count()).toBe(offered.flat().length);
    await window.close();
  });
});

describe("without a network", () => {
  it("says so once, leads to no step, and leaves everything else as it is", async () => {
    const window = await stage.window({ start: "busy", network: "none" });
    const { page } = window;
    await window.press("Example Hotels");
    await window.press(/^Verify$/);
    await window.press("Verify again");
    await window.press("Verify now");
    await page.getByRole("heading", { name: "This computer is not connected" }).waitFor();
    expect(await page.getByRole("button", { name: /Take me to the step/ }).count()).toBe(0);
    expect(await page.locator('[data-verdict="failed"]').count()).toBe(1);
    await page.getByRole("button", { name: "Check this again" }).waitFor();
    await window.press(/^Steps$/);
    await window.press(/Name the copy/);
    await page.getByLabel("Note").fill("Kept on the train");
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});

describe("receiving", () => {
  it("shows a received password only while the button is held, and forgets it when it is put away", async () => {
    const window = await stage.window({});
    const { page } = window;
    await window.press("Receive a hand-over");
    await window.screen("receive");
    await page.getByLabel("The sealed file").fill("/home/you/Downloads/hand-over.age");
    await page
      .getByRole("textbox", { name: "Passphrase" })
      .fill("marble orchid stapler tundra vacuum wobbly");
    await window.press("Open it");
    await page.getByRole("heading", { name: "What was proved" }).waitFor();
    const secret = "not-a-real-password";
    const held = page.getByRole("button", { name: "Hold to see the password" });
    expect(await page.content()).not.toContain(secret);
    await held.hover();
    await page.mouse.down();
    await page.getByText(secret).waitFor();
    await page.mouse.up();
    await page.getByText(secret).waitFor({ state: "detached" });
    await held.focus();
    await page.keyboard.down("Space");
    await page.getByText(secret).waitFor();
    await page.keyboard.up("Space");
    expect(await page.content()).not.toContain(secret);
    await window.press("Put it away");
    expect(await page.getByRole("textbox", { name: "Passphrase" }).inputValue()).toBe("");
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});

describe("the whole job", () => {
  it("leads from the first start to the hand-over, with one fault found and mended on the way", async () => {
    const window = await stage.window({ pace: "15" });
    const { page } = window;

    await practise(window, "no-data-security");
    expect(await page.getByRole("region", { name: "Practice" }).innerText()).toContain("No data security");
    await page.getByLabel("Note").fill("Prepared for the call");
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await walkToVerify(window)).toBe(21);

    await window.press("Verify in Oracle");
    expect(await page.getByText("Only these requests, only GET").isVisible()).toBe(true);
    await window.press("Verify now");
    await page.getByRole("heading", { name: "One thing is missing" }).waitFor();
    expect(await page.locator('[data-check="rows_visible"]').getAttribute("data-verdict")).toBe("failed");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");

    await window.press(/Take me to the step/);
    await window.screen("walk");
    expect(await window.heading()).toBe("Choose the requisition profile");
    const step = page.locator('[data-step="job-requisition-profile"]');
    expect(await step.getAttribute("data-claimed")).toBe("done");
    expect(await step.getAttribute("data-observed")).toBe("contradicted");
    await window.picture("job-practice-contradicted");

    await window.press("Switch scenario…");
    await page.locator('input[value="ready"]').check();
    await window.press(/^Switch$/);
    await page.locator('[data-practice="ready"]').waitFor();
    await window.press("Check this in Oracle");
    await page.getByText("Only a whole verification counts for the hand-over.").waitFor();
    expect(await page.locator("[data-check]:not([data-earlier])").count()).toBe(1);
    expect(await page.locator("[data-check][data-earlier]").count()).toBeGreaterThan(5);
    await window.press("Verify again");
    await page.getByRole("heading", { name: "Everything holds" }).waitFor();

    await page
      .getByRole("main")
      .or(page.getByRole("complementary"))
      .getByRole("button", { name: "Hand over" })
      .click();
    await window.screen("handover");
    await page.getByText("What matters is proved").waitFor();
    await page.getByRole("radio", { name: /A file with a passphrase/ }).check();
    await window.press("Make a passphrase");
    await window.press("Sign in once and seal");
    await page.getByText("Sealed in").waitFor();
    await page.getByRole("heading", { name: "Afterwards" }).waitFor();
    await page.getByText("The same as a text file").click();
    await window.press("Save sheet");
    await window.press("Save report");
    await page.waitForFunction(() => document.body.innerText.split("Saved to").length === 3);

    await window.press("Home");
    await window.screen("home");
    expect(await page.locator("[data-setup]").innerText()).toContain("Verified");
    await window.picture("job-practice-at-home");
    await window.press("Practice");
    await page.locator('[data-step="prerequisites"]').click();
    expect(await page.getByLabel("Note").inputValue()).toBe("Prepared for the call");
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it("checks a real setup with both credentials and keeps neither on the page", async () => {
    const window = await stage.window();
    const { page } = window;
    await window.press("Start a setup");
    await page.getByLabel("Company").fill("Example Retail");
    await page.getByLabel("Address of Oracle").fill("abcd.fa.em2.oraclecloud.com");
    await page.getByLabel("User name of the integration user").fill("EXAMPLE.INTEGRATION");
    await window.press("Create the setup");
    await window.screen("walk");
    await window.press(/^Verify$/);
    await page.getByLabel("User name", { exact: true }).fill("admin");
    await page.getByLabel("Password", { exact: true }).fill("canary-admin");
    await page.getByLabel("Password of the integration user").fill("canary-user");
    await window.press("Verify now");
    await page.getByRole("heading", { name: "Everything holds" }).waitFor();
    await window.press("Verify again");
    expect(await page.getByText("The password is kept in this computer's keychain.").isVisible()).toBe(true);
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    expect(await page.content()).not.toContain("canary");
    await window.close();
  });

  it("sends a refused password again only once the person says that Oracle changed", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    const signedIn = page.locator('[data-check="integration_signed_in"]');
    await window.press("Example Shipping");
    await window.press(/^Verify$/);
    await window.press("Verify again");
    await window.press("Verify now");
    await page.getByRole("heading", { name: "Not everything could be checked" }).waitFor();
    expect(await signedIn.getAttribute("data-verdict")).toBe("skipped");
    await window.press("Verify again");
    await page.getByLabel("It was changed in Oracle, send it again").check();
    await window.press("Verify now");
    await page.locator('[data-check="integration_signed_in"][data-verdict="failed"]').waitFor();
    await window.press("Verify again");
    await window.press("Type it anew");
    await page.getByLabel("Password of the integration user").fill("canary-user");
    await window.press("Keep it");
    await page.locator("[data-refused]").waitFor({ state: "detached" });
    // The button that was pressed is gone: the focus stays near it, and the next key does not begin at the top.
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
    expect(await page.content()).not.toContain("canary");
    await window.close();
  });

  it("takes a private key off this computer, and asks for it again", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    await window.press("Example Airline");
    await window.press(/Make a key pair/);
    await page.getByRole("main").getByRole("button", { name: "Make a key pair" }).click();
    await page.locator('[data-certificate="valid"]').waitFor();
    await window.press("Forget the private key");
    await page.locator("[data-elsewhere]").waitFor();
    await window.press(/^Verify$/);
    await page.locator("[data-elsewhere]").waitFor();
    await window.close();
  });

  it("keeps what was chosen about the sign-in and the steps", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    await window.press("Example Airline");
    await window.press("Details");
    await page.getByLabel("Issuer of the tokens").fill("example-issuer");
    await page.getByLabel("Oracle's pages").selectOption("redwood");
    await page.getByLabel("The integration user is meant to see less than you").check();
    await window.press(/^Save$/);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await window.press("Details");
    expect(await page.getByLabel("Issuer of the tokens").inputValue()).toBe("example-issuer");
    expect(await page.getByLabel("Oracle's pages").inputValue()).toBe("redwood");
    expect(await page.getByLabel("The integration user is meant to see less than you").isChecked()).toBe(
      true,
    );
    await page.getByRole("radio", { name: "User name and password" }).check();
    expect(await page.getByLabel("Issuer of the tokens").count()).toBe(0);
    await window.close();
  });

  it("fills in a draft beside the customer", async () => {
    const window = await stage.window();
    const { page } = window;
    await window.press("Prepare a draft");
    await page.getByLabel("Company").fill("Example Draft");
    await window.press("Create the draft");
    await window.press(/^Verify$/);
    await window.press("Fill in the address");
    await page.getByLabel("Address of Oracle").fill("careers.example.com");
    await window.press(/^Save$/);
    await page.getByText("This is not an address of Oracle's").waitFor();
    await page.getByLabel("Address of Oracle").fill("https://abcd-test.fa.ocs.oraclecloud.com/home");
    await page.getByLabel("User name of the integration user").fill("EXAMPLE.INTEGRATION");
    await window.press(/^Save$/);
    await page.getByRole("button", { name: "Verify now" }).waitFor();
    expect(await page.title()).toBe("Example Draft · Test · Oracle setup assistant");
    await window.close();
  });

  it("says PRACTICE on every screen of a practice setup and in the window's title", async () => {
    const window = await stage.window({ opens: "--practise" });
    const { page } = window;
    await window.screen("walk");
    for (const [button, screen] of [
      [/^Steps$/, "walk"],
      [/^Verify$/, "verify"],
      [/^Hand over$/, "handover"],
    ] as const) {
      await page
        .getByRole("navigation", { name: "This setup" })
        .getByRole("button", { name: button })
        .click();
      await window.screen(screen);
      expect(await page.getByText("PRACTICE", { exact: true }).isVisible()).toBe(true);
      expect(await page.title()).toBe("Practice · PRACTICE · Oracle setup assistant");
    }
    await window.close();
  });

  it("finds one scenario among many by a word, and Enter in the search starts nothing", async () => {
    const window = await stage.window();
    const { page } = window;
    await window.press("Practise it first");
    await page.getByText("More scenarios").click();
    await page.getByLabel("Search the scenarios").fill("clocks");
    await page.getByText("1 found").waitFor();
    expect((await page.getByLabel("Search the scenarios").boundingBox())?.y).toBeLessThan(LARGE.height / 2);
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: /^Clock differs/ }).check();
    await window.press("Start practice");
    await page.locator('[data-practice="clock-differs"]').waitFor();
    await window.press("Switch scenario…");
    expect(await page.getByRole("radio", { name: /^Clock differs/ }).isChecked()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Switch scenario…");
    await window.close();
  });

  it("plants a mistake without telling which until somebody asks, and says what a reset undoes", async () => {
    const window = await stage.window();
    const { page } = window;
    await window.press("Practise it first");
    await page.getByRole("radio", { name: /^A planted mistake/ }).check();
    await window.press("Start practice");
    await page.locator('[data-practice="planted"]').waitFor();
    const strip = page.getByRole("region", { name: "Practice" });
    expect(await strip.innerText()).toContain("something is wrong");
    expect(await strip.innerText()).not.toContain("No data security");
    await window.press("Tell me which mistake");
    await page.locator('[data-practice="no-data-security"]').waitFor();
    expect(await strip.innerText()).toContain("No data security");
    await window.press("Reset…");
    const dialog = page.getByRole("dialog", { name: "Reset the practice Oracle" });
    expect(await dialog.getByRole("listitem").count()).toBeGreaterThan(0);
    await dialog.getByRole("button", { name: "Reset", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await window.close();
  });

  it("opens the file that is picked in the system's dialog", async () => {
    const window = await stage.window({ start: "busy" });
    await window.press("Open a setup file");
    await window.press("Choose a file…");
    await window.screen("walk");
    expect(await window.page.title()).toContain("Example Retail · Test · ");
    await window.close();
  });

  it("stops a verification when asked", async () => {
    const window = await stage.window({ start: "busy", pace: "300" });
    await window.press("Example Retail");
    await window.press(/^Verify$/);
    await window.press("Verify now");
    await window.press("Stop");
    await window.page.getByRole("button", { name: "Verify now" }).waitFor();
    expect(await window.page.getByRole("alert").count()).toBe(0);
    await window.close();
  });
});

describe("a guided call", () => {
  it("keeps the prompts here, times the call, and ends with a text to send", async () => {
    const window = await stage.window();
    const { page } = window;
    await window.press("Practise the call");
    await window.press("Start practice");
    await page.getByRole("region", { name: "Guided call" }).waitFor();
    await window.press(/Name the copy/);
    await page.locator("[data-prompts]").getByText("Ask the customer").waitFor();
    await page.getByRole("timer", { name: "Time of the call" }).getByText("0:01").waitFor();
    await window.press("Present");
    await window.press("Done, next step");
    await page.locator("[data-call=presenting]").waitFor();
    await window.press("End the call…");
    const text = page.getByRole("dialog").getByRole("textbox");
    await page.waitForFunction(() =>
      document.querySelector("dialog textarea")?.matches(":not(:placeholder-shown)"),
    );
    expect(await text.inputValue()).toMatch(
      /Done in this call[^]*Name the copy[^]*Open[^]*Oracle administrator/,
    );
    await window.press("Copy the text");
    await page.getByRole("dialog").getByRole("button", { name: "End the call" }).click();
    await page.getByRole("region", { name: "Guided call" }).waitFor({ state: "detached" });
    await window.close();
  });
});

describe("a review", () => {
  it("opens any file, offers nothing that reaches Oracle, and ends only when asked", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    await window.press("Review…");
    await window.press("Choose a file…");
    await page.getByRole("region", { name: "Review" }).waitFor();
    const reaches = /Verify|Check this|Open in Oracle|Hand over|Done, next step|Keep it/;
    for (const step of await page.locator("[data-step]").all()) {
      await step.click();
      expect(
        await page.locator("button", { hasText: reaches }).filter({ visible: true }).allInnerTexts(),
      ).toEqual([...(await page.locator("[data-step]", { hasText: reaches }).allInnerTexts())]);
    }
    await window.press("Findings");
    expect(await page.getByRole("textbox").count()).toBe(0);
    expect(await page.getByRole("button", { name: /Verify|again/ }).count()).toBe(0);
    await window.press("Work on this setup");
    await page.getByRole("navigation", { name: "This setup" }).getByText("Hand over").waitFor();
    await window.close();
  });
});

describe("a step", () => {
  it("takes its other form where the person has already what it makes", async () => {
    const window = await stage.window({ start: "busy" });
    await window.press("Example Retail");
    await window.press(/Add a user account/);
    await window.press("I already have this");
    await window.press("Details");
    await window.page.getByRole("dialog").waitFor();
    await window.page.keyboard.press("Escape");
    await window.press("I already have this");
    await window.page.locator('[data-step="add-user"][data-claimed="not_applicable"]').waitFor();
    await window.close();
  });

  it("waits until a time, counts, and offers the check when that has come", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    await page.clock.install();
    await window.press("Example Retail");
    await window.press(/Wait until it is complete/);
    await page.getByText("Waiting for Oracle to finish the copy").waitFor();
    await page.clock.fastForward("20:00");
    await page.getByText("it is time to look again").waitFor();
    await window.press(/Add a user account/);
    await page.locator('[data-reminder="wait-for-the-copy"]').waitFor();
    await window.press(/Go to the step/);
    await window.press("Check it now");
    await window.screen("verify");
    await window.close();
  });
});

describe("home with a thousand setups", () => {
  it("puts a few rows on the page, and more as they are scrolled to", async () => {
    const window = await stage.window({ start: "many" });
    const { page } = window;
    const rows = page.locator("[data-setup]");
    expect(await rows.count()).toBeLessThan(100);
    const before = await rows.count();
    await page.getByRole("button", { name: /Show more/ }).scrollIntoViewIfNeeded();
    await page.waitForFunction((old) => document.querySelectorAll("[data-setup]").length > old, before);
    await page.getByLabel("Search the setups").fill("customer 0999");
    await page.getByRole("button", { name: "Customer 0999" }).waitFor();
    expect(await rows.count()).toBe(1);
    await window.close();
  });
});

describe("by keyboard alone", () => {
  it("does the whole job, from the first start to the hand-over", async () => {
    const window = await stage.window();
    const { page } = window;
    const to = async (name: RegExp): Promise<void> => {
      for (let tab = 0; tab < 200; tab += 1) {
        await page.keyboard.press("Tab");
        const here = await page.evaluate(() => {
          const focused = document.activeElement as HTMLElement;
          return focused.ariaLabel ?? (focused.closest("label") ?? focused).innerText;
        });
        if (name.test(here)) return;
      }
      throw new Error(`Tab never came to ${String(name)}.`);
    };
    await to(/^Practise it first/);
    await page.keyboard.press("Enter");
    await window.screen("practice");
    await to(/^Start practice/);
    await page.keyboard.press("Enter");
    await window.screen("walk");
    for (let step = 0; step < 40 && (await window.heading()) !== "Verify"; step += 1) {
      const before = await window.heading();
      await page.waitForFunction(() => document.activeElement?.tagName === "H1");
      await page.keyboard.press("Enter");
      await page.waitForFunction((old) => document.querySelector("main h1")?.textContent !== old, before);
    }
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await page.keyboard.press("Enter");
    await window.screen("verify");
    await to(/^Verify now/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Everything holds" }).waitFor();
    await to(/^Hand over/);
    await page.keyboard.press("Enter");
    await window.screen("handover");
    await to(/^The same as a text file/);
    await page.keyboard.press("Enter");
    await to(/^Save sheet/);
    await page.keyboard.press("Enter");
    await page.getByText("Saved to").waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it("goes through the steps with Enter and the arrows, and leaves fields alone", async () => {
    const window = await stage.window({ start: "busy" });
    const { page } = window;
    await page.getByRole("button", { name: "Example Retail" }).focus();
    await page.keyboard.press("Enter");
    await window.screen("walk");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    expect(await window.heading()).toBe("Add a user account");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Fill in the user" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("heading", { name: "Add a user account" }).waitFor();
    expect(await page.locator('[data-step="add-user"]').getAttribute("data-claimed")).toBe("done");
    await page.getByLabel("Owner").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    expect(await window.heading()).toBe("Add a user account");
    await window.close();
  });

  it("shows the focus on every stop, meets no trap, and hides none behind the footer", async () => {
    const window = await stage.window({ start: "busy" }, { size: SMALL });
    await window.press("Example Retail");
    await window.press(/Name the copy/);
    await window.page.getByRole("button", { name: "Skip to the content" }).focus();
    const stops = new Set<string>();
    for (let tab = 0; tab < 80; tab += 1) {
      const stop = await nextStop(window, "Tab");
      if (stop === null) break;
      expect(stop).toMatchObject({ outlined: true, covered: false });
      stops.add(stop.name);
    }
    expect([...stops].some((name) => name.includes("Done, next step"))).toBe(true);
    expect([...stops].some((name) => name.startsWith("TEXTAREA"))).toBe(true);
    expect(stops.size).toBeGreaterThan(30);
    await window.close();
  });

  it.each(["ArrowDown", "ArrowUp"])("chooses a scenario with %s, each above the footer", async (key) => {
    const window = await stage.window({}, { size: SMALL });
    const { page } = window;
    await window.press("Practise it first");
    await page.getByText("More scenarios").click();
    const choices = page.getByRole("group", { name: "Scenario" }).getByRole("radio");
    await choices.first().focus();
    const all = await choices.count();
    for (let stop = 0; stop < all; stop += 1) {
      expect(await nextStop(window, key)).toMatchObject({ outlined: true, covered: false });
      expect(await page.locator("input:focus").isChecked()).toBe(true);
    }
    // Once round.
    expect(await choices.first().evaluate((choice) => choice === document.activeElement)).toBe(true);
    await window.close();
  });

  it("switches the scenario in its dialog", async () => {
    const window = await stage.window({ opens: "--practise" }, { size: SMALL });
    const { page } = window;
    await page.getByRole("button", { name: "Switch scenario…" }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.matches("dialog input:checked"));
    for (const scenario of ["role-not-granted", "nothing-done", "ready", ""]) {
      expect(await nextStop(window, "ArrowUp")).toMatchObject({ outlined: true, covered: false });
      expect(await page.locator("input:focus").inputValue()).toBe(scenario);
    }
    await page.keyboard.press("Enter");
    await page.locator('[data-practice="planted"]').waitFor();
    await window.close();
  });
});

const SCREENS: [name: string, reach: (window: Window) => Promise<void>][] = [
  ["home", (window) => window.screen("home")],
  ["walk", (window) => window.press(/Exceedingly Long/)],
  ["verify", async (window) => (await window.press("Example Bank"), window.press(/^Verify$/))],
  ["verify form", async (window) => (await window.press(/Exceedingly Long/), window.press(/^Verify$/))],
  ["handover", async (window) => (await window.press(/Exceedingly Long/), window.press(/^Hand over$/))],
  ["new", (window) => window.press("New setup")],
  ["practice", (window) => window.press("Practise")],
];

describe("the theme", () => {
  it("follows the person's choice above the system's", async () => {
    const window = await stage.window({}, { theme: "light" });
    const ground = (): Promise<string> =>
      window.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await window.press("Settings");
    await window.page.getByLabel("Dark").check();
    expect(await ground()).not.toBe(light);
    await window.page.getByLabel("Light").check();
    await window.page.emulateMedia({ colorScheme: "dark" });
    expect(await ground()).toBe(light);
    await window.page.getByLabel("As the system").check();
    expect(await ground()).not.toBe(light);
    await window.close();
  });
});

describe("whatever the size", () => {
  it.each(SCREENS)("%s reflows at 320 pixels without scrolling sideways", async (name, reach) => {
    const window = await stage.window({ start: "long" }, { size: { width: 320, height: 640 } });
    await reach(window);
    await window.shot(`narrow-${name.replace(" ", "-")}`);
    expect(await window.overflows()).toBe(false);
    expect(await window.violations()).toEqual([]);
    await window.close();
  });

  it.each(SCREENS)("%s holds text at twice its size", async (name, reach) => {
    const window = await stage.window(
      { start: "long" },
      { size: { width: 1280, height: 800 }, textScale: 2 },
    );
    await reach(window);
    await window.shot(`large-text-${name.replace(" ", "-")}`);
    expect(await window.overflows()).toBe(false);
    const room = await window.page.locator("main").evaluate((main) => main.clientWidth);
    expect(room).toBeGreaterThan(600);
    await window.close();
  });

  it("opens the steps as a drawer where there is no room beside", async () => {
    const window = await stage.window({ start: "busy" }, { size: { width: 480, height: 800 } });
    await window.press("Example Retail");
    await window.press(/^Steps, /);
    await window.page.getByRole("dialog", { name: "Steps" }).waitFor();
    expect(await window.violations()).toEqual([]);
    await window.shot("narrow-drawer");
    await window.page
      .getByRole("dialog")
      .getByRole("button", { name: /Find the address/ })
      .click();
    await window.page.getByRole("heading", { name: "Find the address" }).waitFor();
    expect(await window.page.getByRole("dialog").count()).toBe(0);
    await window.close();
  });
});

describe("in forced colours", () => {
  it("still tells the states of steps and checks apart", async () => {
    const window = await stage.window({ start: "busy" }, { forcedColors: true });
    await window.press("Example Bank");
    await window.press(/Choose the requisition profile/);
    await window.shot("forced-colours-walk");
    await window.press(/^Verify$/);
    await window.shot("forced-colours-verify");
    const marks = await window.page
      .locator("tbody svg path")
      .evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
    expect(new Set(marks).size).toBe(2);
    await window.close();
  });
});
