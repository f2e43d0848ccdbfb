import { describe, expect, it } from "vitest";
import { fieldOf } from "../src/lib/fields";
import { scenarioTitle, stepState } from "../src/lib/words";

describe("the words of a step's mark", () => {
  it("put what Oracle showed above what a person claims", () => {
    expect(stepState("done", "contradicted")).toBe("Oracle differs");
    expect(stepState("todo", "confirmed")).toBe("seen in Oracle");
    expect(stepState("done", "unknown")).toBe("done");
    expect(stepState("not_applicable", "unknown")).toBe("not applicable");
  });
});

describe("a scenario's title", () => {
  it("reads as words", () => {
    expect(scenarioTitle("no-data-security")).toBe("No data security");
  });
});

describe("a refusal", () => {
  it.each([
    ["address_not_oracle", "address"],
    ["user_empty", "user"],
    ["role_list_empty", "roles"],
    ["requisition_malformed", "requisition"],
    ["name_empty", "name"],
    ["disk_full", null],
  ])("%s belongs to the field %s", (code, field) => {
    expect(fieldOf({ code, title: "", meaning: "", remedy: "" })).toBe(field);
  });
});
