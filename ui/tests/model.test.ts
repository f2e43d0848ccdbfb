import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Backend } from "../src/lib/backend/backend";
import { memory } from "../src/lib/backend/memory";
import { Model } from "../src/lib/model.svelte";
import { WHOLE } from "../src/lib/run.svelte";

const GUIDE = "example-recruiting";

function backend(): Backend {
  return memory({ start: "empty", keychain: "ready", opens: null, pace: 0 });
}

describe("the model", () => {
  let model: Model;
  beforeEach(async () => {
    model = new Model(backend());
    await model.start();
  });

  it("begins at home when the program was started by itself", () => {
    expect(model.route.screen).toBe("home");
    expect(model.home?.setups).toEqual([]);
    expect(model.starting).toBe(false);
  });

  it("begins in the walk of the setup that the program was started with", async () => {
    const practice = new Model(memory({ start: "busy", keychain: "ready", opens: "--practise", pace: 0 }));
    const home = vi.spyOn(practice.backend, "home");
    await practice.start();
    expect(practice.route.screen).toBe("walk");
    expect(practice.setup?.practice?.scenario).toBe("no-data-security");
    expect(home).not.toHaveBeenCalled();
    await practice.goHome();
    expect(practice.home?.setups.length).toBeGreaterThan(1);
  });

  it("begins at home with the refusal of a file that can not be opened", async () => {
    const lost = new Model(memory({ start: "busy", keychain: "ready", opens: "/lost.oraclesetup", pace: 0 }));
    await lost.start();
    expect(lost.route.screen).toBe("home");
    expect(lost.problem?.code).toBe("file_missing");
    expect(lost.home?.setups.length).toBeGreaterThan(1);
  });

  it("keeps the company's authority when the theme changes, and the theme when the authority does", async () => {
    const sent = vi.spyOn(model.backend, "setPreferences");
    await model.trust("/a.pem");
    await model.prefer({ theme: "dark" });
    await model.trust(null);
    expect(sent.mock.calls.map(([{ theme, ca_file }]) => ({ theme, ca_file }))).toEqual([
      { theme: "system", ca_file: "/a.pem" },
      { theme: "dark", ca_file: "/a.pem" },
      { theme: "dark", ca_file: null },
    ]);
    expect(model.caFile).toBeNull();
  });

  it("enters a setup at the first step that is still to do", async () => {
    await model.practise(GUIDE, "ready");
    await model.change({ change: "claim", step: "prerequisites", claim: "done", waiting_for: null });
    await model.goHome();
    await model.practise(GUIDE, "ready");
    expect(model.step?.id).toBe("find-address");
  });

  it("leads back from another screen to the step that was last seen", async () => {
    await model.practise(GUIDE, "ready");
    model.goToStep("add-roles");
    model.go({ screen: "handover" });
    model.goBackToStep();
    expect(model.step?.id).toBe("add-roles");
  });

  it("puts a refusal before the person and keeps what it showed", async () => {
    await model.practise(GUIDE, "ready");
    const before = model.setup;
    expect(await model.change({ change: "address", address: "careers.example.com" })).toBe(false);
    expect(model.problem?.code).toBe("address_not_oracle");
    expect(model.setup).toBe(before);
  });

  it("gives a form's refusal back to the form", async () => {
    const form = { guide: GUIDE, name: "Example", user: "", roles: "", requisition: "" };
    const problem = await model.create({
      ...form,
      address: "careers.example.com",
      authentication: "basic",
    });
    expect(problem?.code).toBe("address_not_oracle");
    expect(model.problem).toBeNull();
    expect(model.setup).toBeNull();
  });

  it("sends changes one after another, so that an older answer never wins", async () => {
    await model.practise(GUIDE, "ready");
    const order: string[] = [];
    const { changeSetup } = model.backend;
    let delay = 20;
    vi.spyOn(model.backend, "changeSetup").mockImplementation(async (path, change) => {
      const wait = delay;
      delay = 0;
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (change.change === "note") order.push(change.note);
      return changeSetup(path, change);
    });
    await Promise.all([
      model.change({ change: "note", step: "prerequisites", note: "first" }),
      model.change({ change: "note", step: "prerequisites", note: "second" }),
    ]);
    expect(order).toEqual(["first", "second"]);
    expect(model.steps[0]?.note).toBe("second");
  });

  it("saves a note of a setup that has been left meanwhile", async () => {
    await model.practise(GUIDE, "ready");
    const path = model.setup?.path ?? "";
    await model.goHome();
    expect(await model.changeIn(path, { change: "note", step: "prerequisites", note: "late" })).toBe(true);
    expect(model.setup).toBeNull();
    await model.open(path);
    expect(model.steps[0]?.note).toBe("late");
  });

  it("shows a contradiction beside the claim after a verification, and drops the run", async () => {
    await model.practise(GUIDE, "no-data-security");
    await model.verify(null, WHOLE);
    expect(model.run).toBeNull();
    expect(model.setup?.last?.verdict).toBe("failed");
    const step = model.steps.find((one) => one.id === "job-requisition-profile");
    expect(step?.claimed).toBe("todo");
    expect(step?.contradiction?.code).toBe("no_rows_visible");
  });

  it("does not learn which mistake was planted before it asks", async () => {
    await model.practise(GUIDE, null);
    expect(model.setup?.practice?.scenario).toBeNull();
    await model.revealPractice();
    expect(model.setup?.practice?.scenario).not.toBeNull();
    expect(await model.practiceChanges()).not.toEqual([]);
    expect(await model.resetPractice()).toBe(true);
  });

  it("keeps the last whole verification when a part is checked again", async () => {
    await model.practise(GUIDE, "no-data-security");
    await model.verify(null, WHOLE);
    const whole = model.setup?.last;
    await model.switchPractice("ready");
    await model.verify(null, { part: "only", checks: ["rows_visible:recruitingJobRequisitions"] });
    expect(model.run?.results.map((check) => [check.id, check.verdict])).toEqual([
      ["rows_visible", "passed"],
    ]);
    expect(model.setup?.last).toEqual(whole);
  });

  it("lays a part over the last whole verification, and says what was not asked again", async () => {
    await model.practise(GUIDE, "no-data-security");
    await model.verify(null, WHOLE);
    const whole = model.setup?.last?.finished_at;
    await model.switchPractice("ready");
    await model.verify(null, { part: "again", checks: ["integration_signed_in"] });
    const earlier = Object.fromEntries(model.setup?.latest?.checks.map((one) => [one.id, one.earlier]) ?? []);
    expect(earlier).toMatchObject({ role_copied: whole, integration_signed_in: null, rows_visible: null });
    expect(model.setup?.latest?.verdict).toBe("passed");
    await model.verify(null, WHOLE);
    expect(model.setup?.latest).toBeNull();
  });

  it("does not ask about a refused secret that has been forgotten", async () => {
    const busy = new Model(memory({ start: "busy", keychain: "ready", opens: null, pace: 0 }));
    await busy.start();
    const refused = busy.home?.setups.find((setup) => setup.name === "Example Shipping");
    await busy.open(refused?.path ?? "");
    expect(busy.setup?.refused_at).not.toBeNull();
    await busy.forgetSecret();
    expect(busy.setup?.secret.state).toBe("none");
    expect(busy.setup?.refused_at).toBeNull();
  });

  it("does not complain about a verification that the person stopped", async () => {
    const slow = new Model(memory({ start: "empty", keychain: "ready", opens: null, pace: 20 }));
    await slow.start();
    await slow.practise(GUIDE, "ready");
    const run = slow.verify(null, WHOLE);
    await vi.waitFor(() => expect(slow.run?.rows.length).toBeGreaterThan(0));
    await slow.cancelVerify();
    await run;
    expect(slow.problem).toBeNull();
    expect(slow.setup?.last).toBeNull();
  });

  it("holds no secret after it has been handed on", async () => {
    await model.create({
      guide: GUIDE,
      name: "Example",
      address: "abcd.fa.ocs.oraclecloud.com",
      user: "U",
      roles: "",
      requisition: "",
      authentication: "basic",
    });
    await model.keepSecret("canary-4711", "keychain");
    expect(model.setup?.secret.state).toBe("stored");
    expect(JSON.stringify([model.setup, model.route, model.said, model.problem])).not.toContain(
      "canary-4711",
    );
  });
});

describe("the model beside others", () => {
  const RETAIL = "/home/you/Documents/Oracle setups/example-retail.oraclesetup";

  async function beside(others: "hold" | "write" | "clash"): Promise<Model> {
    const model = new Model(memory({ start: "busy", keychain: "ready", opens: RETAIL, pace: 0, others }));
    await model.start();
    return model;
  }

  it("shows what others changed, once", async () => {
    const model = await beside("write");
    await model.catchUp();
    expect(model.news).not.toBeNull();
    const note = model.steps.find((step) => step.id === "name-the-copy")?.note;
    expect(note).toContain("Security agreed");
    model.news = null;
    await model.catchUp();
    expect(model.news).toBeNull();
  });

  it("writes over nothing before the person has said whose counts", async () => {
    const model = await beside("clash");
    const change = { change: "note", step: "name-the-copy", note: "Mine" } as const;
    expect(await model.change(change)).toBe(false);
    expect(model.clash?.change).toEqual(change);
    await model.settle(null);
    expect(model.steps.find((step) => step.id === "name-the-copy")?.note).toContain("Security agreed");
    expect(model.clash).toBeNull();
    expect(await model.change(change)).toBe(true);
  });

  it("tells once that the file went away", async () => {
    const model = await beside("hold");
    const problem = { code: "file_missing", title: "a", meaning: "b", remedy: "c", field: null };
    vi.spyOn(model.backend, "lookAgain").mockResolvedValue({ problem });
    await model.catchUp();
    expect(model.problem).toEqual(problem);
    model.problem = null;
    await model.catchUp();
    expect(model.problem).toBeNull();
  });
});
