import { describe, expect, it } from "vitest";
import { memory, readAddress, rolesIn } from "../src/lib/backend/memory";

describe("the backend in memory", () => {
  it.each([
    ["", "address_not_oracle"],
    ["http://abcd.fa.ocs.oraclecloud.com", "address_not_https"],
    ["https://abcd.fa.ocs.oraclecloud.com:8443/", "address_has_port"],
    ["https://idcs-1.identity.oraclecloud.com/ui", "address_is_sign_in_host"],
    ["https://fa.oraclecloud.com.evil.test/", "address_not_oracle"],
    ["me@abcd.fa.ocs.oraclecloud.com", "address_malformed"],
  ])("refuses %j as %s", (text, code) => {
    const answer = readAddress(text);
    expect("problem" in answer && answer.problem.code).toBe(code);
  });

  it("reads the host back out of a pasted address", () => {
    expect(readAddress("https://ABCD-test.fa.ocs.oraclecloud.com/fscmUI/faces/FuseWelcome?x=1")).toEqual({
      ok: {
        host: "abcd-test.fa.ocs.oraclecloud.com",
        subdomain: "abcd-test.fa.ocs",
        origin: "https://abcd-test.fa.ocs.oraclecloud.com",
        environment: "test",
        cleaned: "Took away https:// and the path.",
      },
    });
  });

  it("finds role codes in any text, each once", () => {
    expect(rolesIn("Grant ORA_A_JOB, ORA_B_DUTY and ORA_A_JOB. Thanks, IT")).toEqual([
      "ORA_A_JOB",
      "ORA_B_DUTY",
    ]);
  });

  it("offers a guide of 23 steps, each id once", async () => {
    const backend = memory({ start: "empty", keychain: "ready", opens: null, pace: 0 });
    const answer = await backend.practise("example-recruiting", "ready");
    const steps =
      "ok" in answer ? answer.ok.stages.flatMap((stage) => stage.steps.map((step) => step.id)) : [];
    expect(new Set(steps).size).toBe(23);
  });
});
