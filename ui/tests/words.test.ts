import { describe, expect, it } from "vitest";
import { fieldOf } from "../src/lib/fields";
import type { SetupView } from "../src/lib/backend/bindings";
import { nameOf, scenarioTitle, stepState, windowTitle } from "../src/lib/words";

describe("the words of a step's mark", () => {
  it("put what Oracle showed above what a person claims", () => {
    expect(stepState("done", "contradicted")).toBe("done, Oracle differs");
    expect(stepState("todo", "confirmed")).toBe("to do, seen in Oracle");
    expect(stepState("done", "unknown")).toBe("done");
    expect(stepState("not_applicable", "unknown")).toBe("not needed");
  });
});

describe("a scenario's title", () => {
  it("reads as words", () => {
    expect(scenarioTitle("no-data-security")).toBe("No data security");
  });
});

describe("the window's title", () => {
  const setup = { name: "Example Retail", environment: "test", practice: null } as SetupView;

  it("says the environment, also where there is none yet", () => {
    expect(windowTitle(setup)).toBe("Example Retail · Test · Oracle setup assistant");
    expect(windowTitle({ ...setup, environment: null })).toContain(" · No address yet · ");
    expect(windowTitle(null)).toBe("Oracle setup assistant");
  });

  it("says PRACTICE in capitals for practice", () => {
    const practice = {
      scenario: "ready",
      learn: "",
      origin: "",
      console: "",
      admin_user: "",
      admin: "password" as const,
    };
    expect(windowTitle({ ...setup, environment: "practice", practice })).toBe(
      "Example Retail · PRACTICE · Oracle setup assistant",
    );
  });

  it("keeps the environment in sight behind a name of 200 letters", () => {
    const title = windowTitle({ ...setup, name: "Ä".repeat(200) });
    expect(title.indexOf("Test")).toBeLessThan(70);
    expect(title).toContain("Ä…");
  });

  it("has a word for a setup without a name", () => {
    expect(nameOf({ name: " " })).toBe("Setup without a name");
  });
});

describe("a refusal", () => {
  it.each([
    ["address", "address"],
    ["role", "roles"],
    ["role-list", "roles"],
    ["issuer", "issuer"],
    ["note", null],
    [null, null],
  ])("that names %s belongs to the field %s of the form", (named, field) => {
    const refused = { code: "value_invalid", title: "", meaning: "", remedy: "", field: named };
    expect(fieldOf(refused)).toBe(field);
  });
});
