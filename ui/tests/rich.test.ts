import { describe, expect, it } from "vitest";
import { pieces, plain } from "../src/lib/rich";

describe("rich text", () => {
  it("cuts bold labels and codes out of the words around them", () => {
    expect(pieces("Set **Job Requisition** to `ALL`, then go on.")).toEqual([
      { kind: "text", text: "Set " },
      { kind: "bold", text: "Job Requisition" },
      { kind: "text", text: " to " },
      { kind: "code", text: "ALL" },
      { kind: "text", text: ", then go on." },
    ]);
  });

  it("leaves a mark without its partner as it is", () => {
    expect(pieces("5 ** 3 and `half")).toEqual([{ kind: "text", text: "5 ** 3 and `half" }]);
  });

  it("never makes markup of angle brackets", () => {
    expect(pieces("<img src=x> **<b>**")).toEqual([
      { kind: "text", text: "<img src=x> " },
      { kind: "bold", text: "<b>" },
    ]);
  });

  it("keeps every word when the marks are taken away", () => {
    expect(plain("Open **Roles** and paste `ORA_X`.")).toBe("Open Roles and paste ORA_X.");
    expect(plain("")).toBe("");
  });
});
