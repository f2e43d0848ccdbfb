import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { STAGES } from "../src/lib/backend/memory/guide";
import { memory } from "../src/lib/backend/memory";
import { checksOf } from "../src/lib/backend/memory/verification";
import type { KeyActions } from "../src/lib/keys";
import { WHOLE } from "../src/lib/run.svelte";
import CertificateValidity from "../src/parts/CertificateValidity.svelte";
import Changes from "../src/parts/Changes.svelte";
import ChecksTable from "../src/parts/ChecksTable.svelte";
import FindingPanel from "../src/parts/FindingPanel.svelte";
import KeyPanel from "../src/parts/KeyPanel.svelte";
import Rail from "../src/parts/Rail.svelte";
import RichText from "../src/parts/RichText.svelte";
import StepActions from "../src/parts/StepActions.svelte";
import StepBody from "../src/parts/StepBody.svelte";
import VerifyForm from "../src/parts/VerifyForm.svelte";
import ExportForm from "../src/parts/ExportForm.svelte";
import type { CheckView, SetupView, StepView } from "../src/lib/backend/bindings";

async function setup(name = "Example Retail"): Promise<SetupView> {
  const backend = memory({ start: "busy", keychain: "missing", opens: null, pace: 0 });
  const home = await backend.home();
  const found = "ok" in home ? home.ok.setups.find((one) => one.name === name) : undefined;
  const answer = await backend.openSetup(found?.path ?? "", "work");
  if ("problem" in answer) throw new Error(answer.problem.title);
  return answer.ok;
}

const KEYS: KeyActions = {
  make: () => Promise.resolve(null),
  bring: () => Promise.resolve(null),
  choose: () => Promise.resolve(null),
  copy: () => Promise.resolve(true),
  save: () => Promise.resolve(null),
  forget: () => Promise.resolve(),
  upload: () => Promise.resolve(null),
};

function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function form(onrun: () => Promise<void>): Promise<void> {
  render(VerifyForm, {
    setup: await setup(),
    part: WHOLE,
    about: null,
    planned: [],
    onrun,
    onkeep: () => Promise.resolve(true),
    onforget: () => undefined,
    now: 0,
    ontokenpage: () => undefined,
    keys: KEYS,
    ondetails: () => undefined,
    onback: null,
  });
}

describe("rich text on the page", () => {
  it("builds elements and leaves markup as words", () => {
    const { container } = render(RichText, { text: "Choose **Next** <img src=x onerror=alert(1)> `A_B`" });
    expect(container.querySelector("strong")?.textContent).toBe("Next");
    expect(container.querySelector("code")?.textContent).toBe("A_B");
    expect(container.querySelector("img")).toBeNull();
    expect(container.textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("the rail", () => {
  it("shows every step of every stage with its claim and observation apart", async () => {
    const { stages, done, total } = await setup();
    const { container } = render(Rail, {
      stages,
      done,
      total,
      minutesLeft: 1,
      current: "copy-role",
      now: Date.now(),
      onselect: () => undefined,
    });
    const steps = [...container.querySelectorAll("[data-step]")];
    expect(steps).toHaveLength(STAGES.flatMap((stage) => stage.steps).length);
    const waiting = container.querySelector('[data-step="wait-for-the-copy"]');
    expect(waiting?.getAttribute("data-claimed")).toBe("waiting");
    expect(waiting?.getAttribute("data-observed")).toBe("unknown");
    expect(container.querySelector("[aria-current=step]")?.getAttribute("data-step")).toBe("copy-role");
  });
});

describe("a step's facts", () => {
  it("name their sources in a list that is closed again at the next step", async () => {
    const steps = (await setup()).stages.flatMap((stage) => stage.steps);
    const [copy, next] = ["name-the-copy", "prerequisites"].map((id) => steps.find((step) => step.id === id));
    const props = {
      step: copy,
      total: 23,
      now: 0,
      oncopy: () => Promise.resolve(true),
      onlink: () => undefined,
    };
    const { container, rerender } = render(StepBody, props as never);
    const details = container.querySelector("details");
    expect(details?.open).toBe(false);
    expect([...container.querySelectorAll("details li")].map((one) => one.textContent)).toEqual(
      copy?.sources,
    );
    expect(container.querySelector("details a")).toBeNull();
    if (details) details.open = true;
    await rerender({ step: next } as never);
    expect(container.querySelector("details")?.open).toBe(false);
  });

  it("stay silent where a step has none", async () => {
    const step = (await setup()).stages
      .flatMap((stage) => stage.steps)
      .find((one) => one.sources.length === 0);
    const props = { step, total: 23, now: 0, oncopy: () => Promise.resolve(true), onlink: () => undefined };
    const { container } = render(StepBody, props as never);
    expect(container.querySelector("details")).toBeNull();
  });
});

describe("the form before a verification", () => {
  it("empties both password fields before anything is sent", async () => {
    const onrun = vi.fn(() => {
      const passwords = [...document.querySelectorAll<HTMLInputElement>("input[type=password]")];
      expect(passwords).toHaveLength(2);
      return tick().then(() => expect(passwords.map((field) => field.value)).toEqual(["", ""]));
    });
    await form(onrun);
    type(screen.getByLabelText("User name"), "admin");
    type(screen.getByLabelText("Password"), "one");
    type(screen.getByLabelText("Password of the integration user"), "two");
    screen.getByRole("button", { name: "Verify now" }).click();
    await tick();
    expect(onrun).toHaveBeenCalledWith(
      { kind: "password", user: "admin", password: "one" },
      "two",
      "memory",
      false,
    );
    await onrun.mock.results[0]?.value;
  });

  it("sends the token in place of the password and empties its field", async () => {
    const onrun = vi.fn(() => Promise.resolve());
    await form(onrun);
    screen.getByRole("radio", { name: "Token of a signed-in browser" }).click();
    await tick();
    const token = screen.getByLabelText<HTMLInputElement>("Token");
    expect(token.type).toBe("password");
    type(token, " canary ");
    screen.getByRole("button", { name: "Verify now" }).click();
    await tick();
    expect(onrun).toHaveBeenCalledWith({ kind: "token", token: "canary" }, "", "memory", false);
    expect(token.value).toBe("");
  });
});

describe("a finding", () => {
  const checks = checksOf("copy-kept-the-suffix", { admin: "right", integration: true });
  const differs = checks.find((check) => check.id === "role_copied") as CheckView;
  const props = {
    check: differs,
    now: 0,
    onstep: () => undefined,
    onagain: () => undefined,
    oncopy: () => Promise.resolve(true),
  };

  it("says how long its remedy takes, and shows what differs not by colour alone", () => {
    const { container } = render(FindingPanel, props);
    expect(container.querySelector("[data-effect]")?.textContent).toContain("Role Copy Status");
    expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["_CUSTOM"]);
    expect(container.querySelector("dl")?.textContent).toContain("only here: _CUSTOM");
  });

  it("has a text ready for whom to ask", async () => {
    const oncopy = vi.fn(() => Promise.resolve(true));
    const { container } = render(FindingPanel, { ...props, oncopy });
    expect(container.querySelector("summary")?.textContent).toBe("Whom to ask: IT security manager");
    screen.getByRole("button", { name: /^Copy the text/, hidden: true }).click();
    await tick();
    expect(oncopy).toHaveBeenCalledWith(differs.problem?.ask?.text, "the text");
  });

  it("says by whom and why it was accepted", () => {
    const accepted = { reason: "Agreed with security", at: "1970-01-01T00:00:00Z", by: "Ann" };
    const { container } = render(FindingPanel, { ...props, check: { ...differs, accepted } });
    expect(container.querySelector("[data-accepted]")?.textContent.trim()).toBe(
      "Accepted just now\u00a0by Ann: Agreed with security",
    );
    expect(container.querySelector(".remedy, [data-effect]")).toBeNull();
  });

  it("is asked again first where it belongs to no step", () => {
    render(FindingPanel, { ...props, check: { ...differs, step: null } });
    expect(screen.getByRole("button", { name: "Check this again" }).className).toContain("filled");
  });

  it("offers nobody to ask, no time and no difference where it has none", () => {
    const held = checks.find((check) => check.verdict === "passed");
    const { container } = render(FindingPanel, { ...props, check: held as CheckView });
    expect(container.querySelector("summary, [data-effect], mark")).toBeNull();
  });
});

describe("what can be said of a step", () => {
  const props = {
    last: false,
    now: 0,
    readonly: false,
    reviewing: false,
    onmain: () => undefined,
    oncheck: () => undefined,
    onclaim: () => undefined,
    onwait: () => undefined,
    onalready: () => undefined,
  };

  async function step(): Promise<StepView> {
    const stages = (await setup()).stages;
    return stages.flatMap((stage) => stage.steps).find((one) => one.kind === "do") as StepView;
  }

  it("leads on where the setup can only be read", async () => {
    render(StepActions, { ...props, step: await step(), readonly: true });
    expect(screen.getByRole("button", { name: "Next step" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Done/ })).toBeNull();
  });

  it("keeps when a wait is looked at again, where only its reason was changed", async () => {
    const onwait = vi.fn();
    const look_again_at = "1970-01-01T02:00:00Z";
    const waiting = { ...(await step()), claimed: "waiting" as const, due: null, look_again_at };
    render(StepActions, { ...props, step: waiting, onwait });
    screen.getByRole("button", { name: "Change the wait…" }).click();
    await tick();
    expect(screen.getByLabelText<HTMLSelectElement>("Look again").value).toBe("kept");
    type(screen.getByLabelText("What or whom does this wait for?"), "Security");
    screen.getByRole("button", { name: "Save the wait" }).click();
    expect(onwait).toHaveBeenCalledWith("Security", null);
  });
});

describe("the key pair", () => {
  it("says where only the certificate came along, and asks for the pair at once", async () => {
    const { container } = render(KeyPanel, {
      setup: await setup("Example Energy"),
      now: Date.now(),
      actions: KEYS,
    });
    expect(container.querySelector("[data-elsewhere]")).not.toBeNull();
    expect(screen.getByRole("button", { name: "Make a key pair" })).toBeTruthy();
    expect(screen.queryByText("Replace the key pair")).toBeNull();
    expect(screen.queryByText("Forget the private key")).toBeNull();
    expect(screen.queryByText("Upload it to the practice Oracle")).toBeNull();
  });

  it.each([
    [400, "valid"],
    [29, "near"],
    [-1, "expired"],
  ])("with a certificate that ends in %i days is %s", (days, state) => {
    const now = Date.parse("2026-01-01T12:00:00Z");
    const notAfter = new Date(now + days * 86_400_000).toISOString();
    const { container } = render(CertificateValidity, { notAfter, now });
    expect(container.querySelector("[data-certificate]")?.getAttribute("data-certificate")).toBe(state);
  });
});

describe("a row of a run", () => {
  const check = {
    id: "a",
    subject: null,
    runs_as: "admin",
    claim: "You can sign in",
    asked_for: true,
  } as const;
  it.each([
    [4999, "Asking"],
    [7400, "Oracle takes its time, 7 s"],
  ])("says after %i ms: %s", (now, words) => {
    render(ChecksTable, { rows: [{ state: "running", since: 0, check }], chosen: null, now });
    expect(screen.getByText(words)).toBeTruthy();
  });
});

describe("what changed since the run before", () => {
  it("names every change in words and leads to its check", () => {
    const onchoose = vi.fn();
    const changes = (["mended", "broke", "stays", "narrowed", "widened", "differs"] as const).map(
      (direction) => ({ id: direction, subject: "jobs", claim: `Claim ${direction}`, direction }),
    );
    const { container } = render(Changes, {
      compared: { since: "2026-01-01T10:00:00Z", changes, before: [] },
      now: Date.parse("2026-01-01T12:00:00Z"),
      onchoose,
    });
    expect([...container.querySelectorAll("li")].map((line) => line.textContent.trim())).toEqual([
      "Claim mended holds now",
      "Claim broke held before, not any more",
      "Claim stays no effect yet",
      "Claim narrowed less than before",
      "Claim widened more than before",
      "Claim differs another finding than before",
    ]);
    screen.getByRole("button", { name: "Claim broke" }).click();
    expect(onchoose).toHaveBeenCalledWith("broke:jobs");
  });
});

describe("the export form", () => {
  it("replaces a file only after the person has said so", async () => {
    const exists = { code: "file_exists", title: "It is there", meaning: "", remedy: "", field: null };
    const onsave = vi.fn((to: string, replace: boolean) =>
      Promise.resolve(replace ? { ok: to } : { problem: exists }),
    );
    render(ExportForm, {
      what: "sheet",
      title: "Sheet",
      about: "",
      suggested: "/tmp/a.txt",
      onchoose: () => Promise.resolve(null),
      onsave,
    });
    screen.getByRole("button", { name: "Save sheet" }).click();
    const replace = await screen.findByRole("button", { name: "Replace it" });
    expect(onsave.mock.calls).toEqual([["/tmp/a.txt", false]]);
    replace.click();
    await screen.findByText("/tmp/a.txt", { selector: "bdi" });
    expect(onsave.mock.lastCall).toEqual(["/tmp/a.txt", true]);
  });
});
