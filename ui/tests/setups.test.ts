import { describe, expect, it } from "vitest";
import type { SetupSummary } from "../src/lib/backend/bindings";
import { memory } from "../src/lib/backend/memory";
import { findable, found } from "../src/lib/setups";

function summary(facts: Partial<SetupSummary> & { name: string }): SetupSummary {
  return {
    path: `/${facts.name}`,
    vendor: "Example Vendor",
    host: null,
    environment: null,
    done: 0,
    total: 10,
    last: null,
    waiting_for: null,
    next_step: null,
    who: null,
    due: null,
    modified: null,
    problem: null,
    ...facts,
  };
}

const last = (verdict: "passed" | "failed"): SetupSummary["last"] => ({
  verdict,
  finished_at: "2026-11-20T10:00:00Z",
  partial: false,
});

const SETUPS = [
  summary({ name: "Beta 10", environment: "test", last: last("passed"), done: 9 }),
  summary({ name: "beta 2", environment: "production", last: last("failed"), done: 1 }),
  summary({ name: "Alpha", waiting_for: "the firewall", who: "Priya Nair", due: "2026-12-01T09:00:00Z" }),
];

function names(search: string, order: Parameters<typeof found>[2]): string[] {
  return found(findable(SETUPS), search, order).map(({ name }) => name);
}

describe("setups at home", () => {
  it("stand in the order of their last change until another is asked for", () => {
    expect(names("", "changed")).toEqual(["Beta 10", "beta 2", "Alpha"]);
    expect(names("", "name")).toEqual(["Alpha", "beta 2", "Beta 10"]);
    expect(names("", "verdict")).toEqual(["beta 2", "Alpha", "Beta 10"]);
    expect(names("", "due")[0]).toBe("Alpha");
    expect(names("", "progress")).toEqual(["Alpha", "beta 2", "Beta 10"]);
  });

  it("are found by every word, whatever it is about", () => {
    expect(names("PRODUCTION beta", "changed")).toEqual(["beta 2"]);
    expect(names("firewall priya", "changed")).toEqual(["Alpha"]);
    expect(names("beta alpha", "changed")).toEqual([]);
  });

  it("are all found again after a search among a thousand", async () => {
    const home = await memory({ start: "many", keychain: "ready", opens: null, pace: 0 }).home();
    const all = findable("ok" in home ? home.ok.setups : []);
    expect(found(all, "customer 0042", "changed").map(({ name }) => name)).toEqual(["Customer 0042"]);
    expect(found(all, "", "name")).toHaveLength(all.length);
    expect(all.length).toBeGreaterThan(1000);
  });
});
