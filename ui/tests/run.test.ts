import { describe, expect, it } from "vitest";
import type { CheckView, PlannedCheckView } from "../src/lib/backend/bindings";
import { checkName, requestsOf, Run, WHOLE } from "../src/lib/run.svelte";

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
    earlier: null,
    accepted: null,
    step: null,
    requests: [],
  };
}

function planned(id: string, subject: string | null = null, asked_for = true): PlannedCheckView {
  return { id, subject, runs_as: "admin", claim: id, asked_for };
}

describe("a run", () => {
  it("fills its rows in place while checks end in any order", () => {
    const run = new Run(WHOLE);
    run.take({ kind: "planned", checks: [planned("a"), planned("b")] });
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
    const run = new Run(WHOLE);
    run.take({ kind: "planned", checks: [planned("r", "jobs"), planned("r", "users")] });
    run.take({ kind: "finished", check: check("r", "users") });
    expect(run.rows.map((row) => row.state)).toEqual(["pending", "finished"]);
    expect(checkName(check("r", "users"))).toBe("r:users");
  });

  it("keeps a result that was not planned", () => {
    const run = new Run(WHOLE);
    run.take({ kind: "finished", check: check("late") });
    expect(run.rows.map((row) => row.check.id)).toEqual(["late"]);
  });

  it("has no row for what nobody asked for, however that ends", () => {
    const run = new Run({ part: "only", checks: ["b:jobs"] });
    run.take({ kind: "planned", checks: [planned("a", null, false), planned("b", "jobs"), planned("c")] });
    run.take({ kind: "finished", check: check("a", null, "skipped") });
    run.take({ kind: "finished", check: check("b", "jobs", "skipped") });
    run.take({ kind: "finished", check: check("c") });
    expect(run.results.map((one) => one.id)).toEqual(["b", "c"]);
    expect(run.rows).toHaveLength(2);
  });
});

describe("the requests of a run", () => {
  const sent = (number: number, path: string): CheckView["requests"][number] => ({
    number,
    path,
    method: "GET",
    runs_as: "admin",
    status: 200,
    ms: 1,
    started_ms: 0,
  });

  it("stand once each in the order in which they were sent, however many checks rest on them", () => {
    const checks = [
      { ...check("a"), requests: [sent(2, "/two")] },
      { ...check("b"), requests: [sent(1, "/one"), sent(2, "/two")] },
    ];
    expect(requestsOf(checks).map((request) => request.path)).toEqual(["/one", "/two"]);
  });

  it("are those of the newest run, not those of a check that was not asked again", () => {
    const checks = [
      { ...check("a"), earlier: "2026-01-01T10:00:00Z", requests: [sent(1, "/old")] },
      { ...check("b"), requests: [sent(1, "/new")] },
    ];
    expect(requestsOf(checks).map((request) => request.path)).toEqual(["/new"]);
  });
});
