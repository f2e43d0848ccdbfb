import { describe, expect, it } from "vitest";
import type { CheckView } from "../src/lib/backend/bindings";
import { checkName, Run } from "../src/lib/run.svelte";

function check(
  id: string,
  subject: string | null = null,
  verdict: CheckView["verdict"] = "passed",
): CheckView {
  return {
    id,
    subject,
    verdict,
    runs_as: "admin",
    claim: id,
    result: "Holds",
    problem: null,
    because: null,
    step: null,
    requests: [],
  };
}

describe("a run", () => {
  it("fills its rows in place while checks end in any order", () => {
    const run = new Run([]);
    run.take({ kind: "planned", checks: [check("a"), check("b")] });
    run.take({ kind: "started", id: "a", subject: null });
    run.take({ kind: "finished", check: check("b", null, "failed") });
    expect(run.rows.map((row) => [row.check.id, row.state])).toEqual([
      ["a", "running"],
      ["b", "finished"],
    ]);
    expect(run.rows[1]).toMatchObject({ check: { verdict: "failed" } });
    expect(run.finished).toBe(1);
  });

  it("tells checks of one id apart by their subject", () => {
    const run = new Run([]);
    run.take({ kind: "planned", checks: [check("r", "jobs"), check("r", "users")] });
    run.take({ kind: "finished", check: check("r", "users") });
    expect(run.rows.map((row) => row.state)).toEqual(["pending", "finished"]);
    expect(checkName(check("r", "users"))).toBe("r:users");
  });

  it("keeps a result that was not planned", () => {
    const run = new Run([]);
    run.take({ kind: "finished", check: check("late") });
    expect(run.rows.map((row) => row.check.id)).toEqual(["late"]);
  });

  it("leaves out of a part what nobody asked for", () => {
    const run = new Run(["b:jobs"]);
    run.take({ kind: "finished", check: check("a", null, "skipped") });
    run.take({ kind: "finished", check: check("b", "jobs", "skipped") });
    run.take({ kind: "finished", check: check("c") });
    expect(run.results.map((one) => one.id)).toEqual(["b", "c"]);
  });
});
