import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdToTheRules, type Look } from "./look";
import { Stage, THEMES, type Window } from "./window";

/** Every state of every screen, each reached as a person would reach it. */
const LOOKS: Look[] = [
  { name: "first-start", reach: (window) => window.screen("home") },
  { name: "home", state: { start: "busy" }, reach: (window) => window.screen("home") },
  { name: "home-long", state: { start: "long" }, reach: (window) => window.screen("home") },
  {
    name: "home-many",
    state: { start: "many" },
    reach: async (window) => {
      await window.page.getByLabel("Search the setups").fill("test customer");
      await window.page.getByLabel("Sort by").selectOption("Problems first");
      await window.page.getByText(/^3\d\d of 1007$/).waitFor();
    },
  },
  {
    name: "home-nothing-found",
    state: { start: "busy" },
    reach: async (window) => {
      await window.page.getByLabel("Search the setups").fill("no such customer");
      await window.page.getByText("No setup holds these words.").waitFor();
    },
  },
  {
    name: "home-unreadable",
    state: { start: "unreadable" },
    reach: async (window) => {
      await window.page.getByText("The folder of your setups can't be read").waitFor();
    },
  },
  {
    name: "present",
    state: { start: "busy", presents: "name-the-copy" },
    scrolls: true,
    reach: (window) => window.screen("present"),
  },
  {
    name: "call",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press("Start a call");
      await window.press(/Name the copy/);
      await window.press("Present");
      await window.page.getByText("The customer's window shows this step").waitFor();
    },
  },
  {
    name: "call-follow-up",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press("Start a call");
      await window.press("End the call…");
      await window.page.getByRole("dialog", { name: "After the call" }).waitFor();
      await window.page.waitForFunction(
        () => document.querySelector("dialog textarea")?.textContent !== undefined,
      );
    },
  },
  {
    name: "review",
    state: { start: "busy" },
    reach: async (window) => {
      await review(window);
      await window.press(/Name the copy/);
      await window.press("Comment…");
      await window.page.getByLabel("Comment", { exact: true }).fill("Which list is this from?");
      await window.page.getByLabel("Your name").fill("Ann");
      await window.press("Add the comment");
      await window.page.locator("[data-comment]").waitFor();
      await window.press("Comment…");
      await window.page.getByLabel("Comment", { exact: true }).fill("The code still has its suffix");
      await window.press("Ask to do it again");
      await window.page.locator("[data-redo]").waitFor();
    },
  },
  {
    name: "review-never-verified",
    state: { start: "busy" },
    reach: async (window) => {
      await review(window);
      await window.press("Findings");
      await window.page.getByRole("heading", { name: "Not verified" }).waitFor();
    },
  },
  {
    name: "review-accepted",
    reach: async (window) => {
      await practiseReview(window);
      await window.press("Findings");
      await window.page.getByText("Accept this finding").click();
      await window.press("Accept it");
      await window.page.getByText("The reason is missing").waitFor();
      await window.page.getByLabel("Reason").fill("Agreed with security on 12 May");
      await window.press("Accept it");
      await window.page.locator("[data-accepted]").waitFor();
    },
  },
  {
    name: "walk-disk-full",
    state: { start: "busy", disk: "full" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.page.getByLabel("Note").fill("This can not be kept");
      await window.page.getByText("The disk is full").waitFor();
      await window.page.getByText("Not saved").waitFor();
    },
  },
  {
    name: "walk-newer-file",
    state: { start: "long" },
    reach: async (window) => {
      await window.press("Example Insurance");
      await window.page.getByText("The file comes from a newer version").first().waitFor();
    },
  },
  {
    name: "walk-scripts",
    state: { start: "long" },
    reach: async (window) => {
      await window.press(/شركة/);
      await window.press(/Name the copy/);
    },
  },
  {
    name: "verify-keychain-locked",
    state: { start: "busy", keychain: "locked" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.page.getByText("Your keychain is locked").waitFor();
      await window.press("Look again");
    },
  },
  {
    name: "verify-beside",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/^Verify$/);
      await window.press("Show it beside");
      await window.page.getByText("What was asked of Oracle").click();
      await window.page.locator("[data-waterfall] li").nth(3).waitFor();
    },
  },
  {
    name: "open-file-refused",
    reach: async (window) => {
      await window.press("Open a setup file");
      await window.page.getByLabel("Path of the file").fill("/nowhere/lost.oraclesetup");
      await window.press(/^Open$/);
      await window.page.getByText("There is no setup at this place").waitFor();
    },
  },
  {
    name: "new",
    reach: async (window) => {
      await window.press("Start a setup");
      await window.page.getByLabel("Company").fill("Example Retail");
      await window.page
        .getByLabel("Address of Oracle")
        .fill("https://abcd-test.fa.ocs.oraclecloud.com/fscmUI/faces/FuseWelcome");
      await window.page
        .getByLabel("Roles that the vendor asks for")
        .fill("Please grant ORA_IRC_RECRUITER_JOB and EXAMPLE_RECRUITER_JOB_INTEGRATION.");
      await window.page.getByText("2 role codes found").waitFor();
      await window.page.getByText("Took away https:// and the path.").waitFor();
    },
  },
  {
    name: "new-near-miss",
    reach: async (window) => {
      await window.press("Start a setup");
      await window.page
        .getByLabel("Roles that the vendor asks for")
        .fill("ORA_IRC_RECRUITER_JOB, ORA_RECRUITER_JOB");
      const doubt = window.page.getByText("Does the list mean");
      await doubt.waitFor();
      await doubt.scrollIntoViewIfNeeded();
    },
  },
  {
    name: "new-refused",
    reach: async (window) => {
      await window.press("Prepare a draft");
      await window.page.getByLabel("Address of Oracle").fill("careers.example.com");
      await window.page.getByText("This is not an address of Oracle's").waitFor();
      await window.press("Create the draft");
      await window.page.locator("input:focus[aria-invalid=true]").waitFor();
    },
  },
  {
    name: "practice",
    reach: async (window) => {
      await window.press("Practise it first");
      await window.screen("practice");
    },
  },
  {
    name: "practice-more",
    reach: async (window) => {
      await window.press("Practise it first");
      await window.page.getByText("More scenarios").click();
      await window.page.getByRole("radio", { name: /^Password expired/ }).check();
      await window.page.getByText("More scenarios").evaluate((line) => line.scrollIntoView());
    },
  },
  {
    name: "practice-search",
    reach: async (window) => {
      await window.press("Practise it first");
      await window.page.getByText("More scenarios").click();
      await window.page.getByLabel("Search the scenarios").fill("password");
      await window.page.getByText("2 found").waitFor();
    },
  },
  {
    name: "practice-walk",
    state: { opens: "--practise" },
    reach: (window) => window.screen("walk"),
  },
  {
    name: "practice-switch",
    state: { opens: "--practise" },
    reach: async (window) => {
      await window.press("Switch scenario…");
      await window.page.getByRole("dialog", { name: "Switch the scenario" }).waitFor();
    },
  },
  {
    name: "practice-planted",
    reach: async (window) => {
      await window.press("Practise it first");
      await window.page.getByRole("radio", { name: /^A planted mistake/ }).check();
      await window.press("Start practice");
      await window.screen("walk");
    },
  },
  {
    name: "practice-reset",
    state: { opens: "--practise" },
    reach: async (window) => {
      await window.press("Reset…");
      await window.page.getByRole("dialog", { name: "Reset the practice Oracle" }).waitFor();
    },
  },
  {
    name: "practice-verify",
    state: { opens: "--practise" },
    reach: async (window) => {
      await window.press(/^Verify$/);
      await window.screen("verify");
    },
  },
  {
    name: "opening-refused",
    state: { start: "busy", opens: "/nowhere/lost.oraclesetup" },
    reach: async (window) => {
      await window.page.getByText("There is no setup at this place").waitFor();
      await window.screen("home");
    },
  },
  {
    name: "walk-sources",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/Name the copy/);
      const summary = window.page.getByText("Where these facts come from");
      await summary.click();
      await summary.scrollIntoViewIfNeeded();
    },
  },
  {
    name: "walk",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/Name the copy/);
      await window.page.getByRole("heading", { name: "Name the copy" }).waitFor();
    },
  },
  {
    name: "walk-waiting",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/Wait until it is complete/);
      await window.press("Wait…");
    },
  },
  {
    name: "walk-contradicted",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/Choose the requisition profile/);
    },
  },
  {
    name: "walk-long",
    state: { start: "long" },
    reach: async (window) => {
      await window.press(/The Exceedingly Long Name/);
      await window.screen("walk");
    },
  },
  {
    name: "details",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press("Details");
      await window.page
        .getByText("1 role code found")
        .or(window.page.getByText("2 role codes found"))
        .waitFor();
    },
  },
  {
    name: "settings",
    reach: async (window) => {
      await window.press("Settings");
      await window.page.getByLabel("As the system").waitFor();
    },
  },
  {
    name: "log",
    reach: async (window) => {
      await window.press("Settings");
      await window.press("Show the log");
      await window.page.getByText("started version").waitFor();
    },
  },
  {
    name: "about",
    reach: async (window) => {
      await window.press("Settings");
      await window.press("About this program");
      await window.press("Show licences");
      await window.page.getByText("come with the installed package").waitFor();
    },
  },
  {
    name: "delete",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press("Details");
      await window.press("Delete this setup");
      await window.page.getByText("Also forget the password or key").waitFor();
    },
  },
  {
    name: "verify-before",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.page.getByText("Only these requests, only GET").waitFor();
    },
  },
  {
    name: "verify-token",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.page.getByRole("radio", { name: "Token of a signed-in browser" }).check();
      await window.press("Open the token page");
      await window.page.getByLabel("Token", { exact: true }).fill("canary-token");
    },
  },
  {
    name: "verify-refused",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Shipping");
      await window.press(/^Verify$/);
      await window.press("Verify again");
      await window.page.getByText("Oracle refused the kept password 25 minutes ago").waitFor();
    },
  },
  {
    name: "verify-key-none",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Airline");
      await window.press(/^Verify$/);
      await window.page.getByText("Bring a key pair").click();
      await window.page.getByLabel("Private key", { exact: true }).fill("/home/you/private.key");
      await window.page.getByLabel("Certificate", { exact: true }).fill("/home/you/certificate.pem");
      await window.press("Use this key pair");
      await window.page.getByText("This file holds no private key").waitFor();
    },
  },
  {
    name: "verify-key",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Airline");
      await window.press(/^Verify$/);
      await window.press("Make a key pair");
      await window.page.getByText("The certificate is valid until").waitFor();
      await window.press("Save the certificate…");
      await window.page.getByText("example-airline-certificate.pem").waitFor();
    },
  },
  {
    name: "walk-key",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Airline");
      await window.press(/Make a key pair/);
      await window.page.getByRole("heading", { name: "Key pair", exact: true }).waitFor();
      await window.page.getByLabel("Valid for").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "walk-key-elsewhere",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Energy");
      await window.press(/Upload the certificate/);
      await window.page.getByText("The private key is not kept on this computer.").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "practice-key",
    reach: async (window) => {
      await window.press("Practise it first");
      await window.page.getByRole("radio", { name: /Example People/ }).check();
      await window.page.getByText("More scenarios").click();
      await window.page.getByRole("radio", { name: /^Token ready/ }).check();
      await window.press("Start practice");
      await window.screen("walk");
      await window.press(/^Verify$/);
      await window.press("Upload it to the practice Oracle");
      await window.page.getByText("The practice Oracle trusts this certificate now.").waitFor();
    },
  },
  {
    name: "verify-differs",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Energy");
      await window.press(/^Verify$/);
      await window.page.getByText(/^Whom to ask/).click();
      await window.page.getByRole("button", { name: /^Copy the text/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "verify-again",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/^Verify$/);
      await window.press("Check this again");
      await window.page.getByRole("heading", { name: "Check this again" }).waitFor();
    },
  },
  {
    name: "verify-checked-again",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/^Verify$/);
      await window.press("Check this again");
      await window.press("Check now");
      await window.page.getByText("Only a whole verification counts for the hand-over.").waitFor();
    },
  },
  {
    name: "handover-token",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Energy");
      await window.press(/^Hand over$/);
      await window.page.getByText(/12 days from now|11 days from now/).waitFor();
    },
  },
  {
    name: "verify-slow",
    state: { start: "busy", pace: "60000" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.press("Verify now");
      await window.page.getByText(/^Oracle takes its time, \d+ s$/).waitFor();
    },
  },
  {
    name: "verify-broke",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Shipping");
      await window.press(/^Verify$/);
      await window.page.getByRole("heading", { name: "Since the run before" }).waitFor();
    },
  },
  {
    name: "details-token",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Airline");
      await window.press("Details");
      const { page } = window;
      await page.getByLabel("Issuer of the tokens").fill("example-issuer");
      await page.getByLabel("Oracle's pages").selectOption("redwood");
      await page.getByLabel("The integration user is meant to see less than you").check();
      await page.getByLabel("Oracle's pages").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "settings-authority",
    reach: async (window) => {
      await window.press("Settings");
      await window.press(/^Choose a file/);
      await window.press("Trust it");
      await window.press("Remove it");
      await window.page.getByText("Trusted:").waitFor({ state: "detached" });
      await window.press(/^Choose a file/);
      await window.press("Trust it");
      await window.page.getByText("Trusted:").waitFor();
    },
  },
  {
    name: "verify-no-keychain",
    state: { start: "busy", keychain: "missing" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.page.getByText("This computer has no keychain").waitFor();
    },
  },
  {
    name: "verify-offline",
    state: { start: "busy", network: "none" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/^Verify$/);
      await window.press("Verify again");
      await window.press("Verify now");
      await window.page.getByRole("heading", { name: "This computer is not connected" }).waitFor();
      await window.page.getByText("What was asked of Oracle").click();
    },
  },
  {
    name: "verify-draft",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Draft for Monday's call");
      await window.press(/^Verify$/);
      await window.page.getByText("This setup has no address yet").waitFor();
    },
  },
  {
    name: "verify-running",
    state: { start: "busy", pace: "700" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Verify$/);
      await window.press("Verify now");
      await window.page.locator('[data-verdict="running"]').nth(0).waitFor();
      await window.page.locator('[data-check="host_reachable"][data-verdict="passed"]').waitFor();
    },
  },
  {
    name: "verify-failed",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Bank");
      await window.press(/^Verify$/);
      await window.page.getByRole("heading", { name: "One thing is missing" }).waitFor();
    },
  },
  {
    name: "verify-passed",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Hotels");
      await window.press(/^Verify$/);
      await window.page.getByRole("heading", { name: "Everything holds" }).waitFor();
    },
  },
  {
    name: "handover",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Hotels");
      await window.page.getByRole("navigation", { name: "This setup" }).getByText("Hand over").click();
      await window.page.getByText("What matters is proved").waitFor();
      await window.page.getByText("The same as a text file").click();
      await window.press("Save sheet");
      await window.page.getByText("Saved to").waitFor();
    },
  },
  {
    name: "handover-unverified",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Retail");
      await window.press(/^Hand over$/);
      await window.press("Hand over all the same…");
      await window.page
        .getByLabel("Why it is handed over all the same")
        .fill("Agreed with security on Monday");
      await window.press("Save report");
      await window.page.getByText("Saved to").waitFor();
      await window.press("Save report");
      await window.page.getByText("There is a file with this name already").waitFor();
    },
  },
  {
    name: "handover-sealed",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Hotels");
      await window.page.getByRole("navigation", { name: "This setup" }).getByText("Hand over").click();
      await window.page.getByRole("radio", { name: /A sealed file/ }).check();
      const key = window.page.getByLabel(/'s key$/);
      await key.fill("age1t7rxyev2z3bw82");
      await window.press("Add this key");
      await window.page.getByText("it goes wrong at character 15").waitFor();
      await key.fill("age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa");
      await window.press("Add this key");
      await window.page.getByText("K7QM").waitFor();
      await window.page.getByRole("button", { name: "See what leaves" }).first().click();
      await window.page.getByLabel("What leaves").waitFor();
      await window.press("Sign in once and seal");
      await window.page.getByText("Sealed in").waitFor();
      await window.page.getByRole("heading", { name: "Afterwards" }).waitFor();
    },
  },
  {
    name: "handover-passphrase",
    state: { start: "busy" },
    reach: async (window) => {
      await window.press("Example Hotels");
      await window.page.getByRole("navigation", { name: "This setup" }).getByText("Hand over").click();
      await window.page.getByRole("radio", { name: /A file with a passphrase/ }).check();
      await window.press("Make a passphrase");
      await window.page.locator("[data-passphrase] li").nth(5).waitFor();
    },
  },
  {
    name: "receive",
    reach: async (window) => {
      await window.press("Receive a hand-over");
      await window.press("Make a key for this computer");
      await window.page.getByText("The key is made").waitFor({ state: "attached" });
      await window.page.getByText("A message for customers, ready to send").click();
    },
  },
  {
    name: "receive-refused",
    state: { keychain: "missing" },
    reach: async (window) => {
      await window.press("Receive a hand-over");
      await window.page.getByText("There is no keychain in this session").waitFor();
      await window.page.getByLabel("The sealed file").fill("/home/you/Downloads/hand-over.age");
      await window.page.getByRole("textbox", { name: "Passphrase" }).fill("orchid marbl");
      await window.press("Open it");
      await window.page.getByText("The passphrase does not open the file").waitFor();
    },
  },
  {
    name: "received",
    reach: async (window) => {
      await window.press("Receive a hand-over");
      await window.screen("receive");
      await window.page.getByLabel("The sealed file").fill("/home/you/Downloads/hand-over.age");
      await window.page
        .getByRole("textbox", { name: "Passphrase" })
        .fill("marble orchid stapler tundra vacuum wobbly");
      await window.press("Open it");
      await window.page.getByRole("heading", { name: "What was proved" }).waitFor();
    },
  },
];

async function review(window: Window): Promise<void> {
  await window.press("Review…");
  await window.press("Choose a file…");
  await window.page.getByRole("region", { name: "Review" }).waitFor();
}

async function practiseReview(window: Window): Promise<void> {
  await window.press("Practise a review");
  await window.page.locator('input[value="no-data-security"]').check();
  await window.press("Start practice");
  await window.page.getByRole("region", { name: "Review" }).waitFor();
}

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe("the style page", () => {
  it.each(THEMES)("shows its parts in the %s theme without a violation", async (theme) => {
    const window = await stage.window({ theme }, { theme }, "style.html");
    await window.shot(`style-${theme}`, true);
    expect(await window.violations()).toEqual([]);
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});

holdToTheRules(() => stage, LOOKS);
