import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../src/lib/backend/memory/verification";
import { essential, forGuide, others } from "../src/lib/scenarios";

const names = (scenarios: { name: string }[]): string[] => scenarios.map((scenario) => scenario.name);

describe("the scenarios to choose from", () => {
  it("begin with the few that teach the whole job, in the order in which to learn them", () => {
    expect(names(essential(forGuide(SCENARIOS, "example-recruiting")))).toEqual([
      "ready",
      "nothing-done",
      "role-not-granted",
      "no-data-security",
      "wrong-password",
    ]);
  });

  it("are those that the guide can meet", () => {
    expect(names(forGuide(SCENARIOS, "example-recruiting"))).not.toContain("token-ready");
    expect(names(forGuide(SCENARIOS, "example-people"))).toContain("token-ready");
  });

  it("offer each of them once, in one place", () => {
    const offered = names([
      ...essential(SCENARIOS),
      ...others(SCENARIOS, "").flatMap((group) => group.scenarios),
    ]);
    expect(offered.sort()).toEqual(names(SCENARIOS).sort());
  });

  it("stand under what they are about, whatever they are called", () => {
    const renamed = { name: "user-inactive-2", learn: "", topic: "network" as const, guides: [] };
    const topics = Object.fromEntries(
      others([...SCENARIOS, renamed], "").map((group) => [group.title, names(group.scenarios)]),
    );
    expect(topics["Role and user"]).toContain("user-inactive");
    expect(topics["Reaching Oracle"]).toContain("user-inactive-2");
    expect(topics["Other ways that Oracle answers"]).toContain("active-as-text");
  });

  it("are found by every word of a search, in title or sentence, whatever the case", () => {
    const found = (search: string): string[] =>
      others(SCENARIOS, search).flatMap((group) => names(group.scenarios));
    expect(found("CLOCKS ten")).toEqual(["clock-differs"]);
    expect(found("slow pod")).toEqual(["slow-pod"]);
    expect(others(SCENARIOS, "zebra")).toEqual([]);
  });
});
