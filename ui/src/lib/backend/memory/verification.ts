/** What each practice scenario of the in-memory backend answers: checks, findings, requests and visibility. */
import type {
  CheckView,
  PlannedRequest,
  ProblemView,
  ReportView,
  RunsAs,
  ScenarioView,
  StepLink,
  Verdict,
} from "../bindings";
import { ROLE_CODE, ROLE_NAME } from "./guide";

export const SCENARIOS: ScenarioView[] = [
  { name: "ready", learn: "Everything is set up. See what a verification that holds looks like." },
  {
    name: "nothing-done",
    learn: "A fresh Oracle without role and user. Start the guide from its first step.",
  },
  { name: "role-not-granted", learn: "The copied role exists, but the user does not hold it." },
  {
    name: "no-data-security",
    learn: "The user may read requisitions but is allowed to see none. The most common fault.",
  },
  { name: "wrong-password", learn: "The user is right and its password is not." },
  {
    name: "copy-kept-the-suffix",
    learn: "The suffix that Oracle suggests was left on the code of the copy.",
  },
  { name: "copy-still-running", learn: "Until the copy is complete, the new role cannot be found." },
  { name: "user-name-mistyped", learn: "The user was saved under a slightly different name." },
  { name: "user-inactive", learn: "The account exists but is not active, so it cannot sign in." },
  { name: "password-expired", learn: "The password ran out, which looks like a wrong one from outside." },
  { name: "single-sign-on-only", learn: "The account may sign in through the company's own page only." },
  { name: "too-many-roles", learn: "The user holds a role that nobody asked for." },
  { name: "one-role-forgotten", learn: "All works today, yet one role of the list was never added." },
  { name: "my-team-only", learn: "The profile shows a team's requisitions, and this user is on no team." },
  { name: "some-rows-only", learn: "The user sees one recruiter's requisitions; most are missing." },
  { name: "known-requisition-hidden", learn: "Rows are visible, but not the one that somebody looks at." },
  { name: "no-requisitions-at-all", learn: "Nobody sees a requisition: this Oracle may have none." },
  { name: "candidates-forbidden", learn: "The copied role opens requisitions but not candidates." },
  { name: "admin-rejected", learn: "The administrator's own password ran out." },
  { name: "admin-is-no-security-manager", learn: "The administrator may not read roles and users." },
  { name: "token-ready", learn: "A token signed with the right key, and everything else prepared." },
  { name: "workers-ready", learn: "A staff integration with everything prepared." },
  { name: "workers-without-emails", learn: "Workers are visible, their e-mail addresses are not." },
  { name: "wrong-pod", learn: "The host name belongs to nobody, so Oracle's edge answers instead." },
  { name: "sign-in-page", learn: "A sign-in page answers where data was expected." },
  { name: "certificate-untrusted", learn: "The certificate is signed by nobody that this computer trusts." },
  { name: "maintenance", learn: "Oracle is down for now, so nothing can be told." },
  { name: "throttled", learn: "Oracle asks to come back in a minute; nothing is tried before." },
  { name: "clock-differs", learn: "The clocks here and at Oracle are ten minutes apart." },
  { name: "active-as-text", learn: "Yes and no come as text." },
  { name: "old-framework", learn: "Children come as bare arrays, as they once did." },
  { name: "slow-pod", learn: "Every answer takes two seconds." },
];

const SCIM = "/hcmRestApi/scim";
const REST = "/hcmRestApi/resources/latest";

type Outline = { id: string; subject: string | null; runs_as: RunsAs; claim: string; path: string };

const OUTLINES: Outline[] = [
  { id: "address_known", subject: null, runs_as: "nobody", claim: "The address is Oracle's", path: "" },
  {
    id: "host_reachable",
    subject: null,
    runs_as: "nobody",
    claim: "Oracle answers at this address",
    path: `${SCIM}/Users`,
  },
  { id: "admin_signed_in", subject: null, runs_as: "admin", claim: "You can sign in", path: `${SCIM}/Users` },
  {
    id: "role_copied",
    subject: null,
    runs_as: "admin",
    claim: "The copied role exists",
    path: `${SCIM}/Roles`,
  },
  { id: "user_exists", subject: null, runs_as: "admin", claim: "The user exists", path: `${SCIM}/Users` },
  { id: "user_active", subject: null, runs_as: "admin", claim: "The user is active", path: "" },
  {
    id: "roles_granted",
    subject: null,
    runs_as: "admin",
    claim: "The user holds every role that the vendor needs",
    path: `${SCIM}/Users/300000012345678`,
  },
  {
    id: "integration_signed_in",
    subject: null,
    runs_as: "integration",
    claim: "The user can sign in",
    path: `${REST}/recruitingJobRequisitions`,
  },
  {
    id: "resource_readable",
    subject: "recruitingJobRequisitions",
    runs_as: "integration",
    claim: "It may read job requisitions",
    path: "",
  },
  {
    id: "rows_visible",
    subject: "recruitingJobRequisitions",
    runs_as: "integration",
    claim: "It sees job requisitions",
    path: `${REST}/recruitingJobRequisitions`,
  },
];

type Finding = { verdict: Verdict; result: string; problem: ProblemView; step: StepLink };
type Result = Finding | { because: string };

const skipped = (because: string): Result => ({ because });

const NO_ROWS: Finding = {
  verdict: "failed",
  result: "Sees none",
  problem: {
    code: "no_rows_visible",
    title: "The user may read requisitions but is allowed to see none",
    meaning:
      "Oracle answered 200 with no rows. It does that when the role has no job requisition security profile. The role itself is right.",
    remedy: `In **Manage Data Role and Security Profiles**, edit \`${ROLE_NAME}\` and set **Job Requisition** to **View All Job Requisitions**, then choose **Submit**. It takes effect once the status reads **Complete**, usually within minutes.`,
  },
  step: { id: "job-requisition-profile", title: "Choose the requisition profile" },
};

const NO_ROLE: Finding = {
  verdict: "failed",
  result: "Not found",
  problem: {
    code: "role_not_found",
    title: "Oracle has no role with this code",
    meaning: `No role has the code \`${ROLE_CODE}\`. The nearest one seen is \`ORA_IRC_RECRUITER_JOB\`.`,
    remedy: "Copy the recruiter role and give the copy this exact code.",
  },
  step: { id: "name-the-copy", title: "Name the copy" },
};

const NO_USER: Finding = {
  verdict: "failed",
  result: "Not found",
  problem: {
    code: "user_not_found",
    title: "Oracle has no user with this name",
    meaning: "No account has this user name, and none has a similar one.",
    remedy:
      "Add the user account, or correct the user name under **Details** if it is spelled differently in Oracle.",
  },
  step: { id: "fill-user", title: "Fill in the user" },
};

const NOT_GRANTED: Finding = {
  verdict: "failed",
  result: "1 of 2",
  problem: {
    code: "roles_missing",
    title: "The user lacks 1 of 2 roles",
    meaning: `Missing: \`${ROLE_CODE}\`.`,
    remedy:
      "Edit the user in the **Security Console**, choose **Add Role** and add the missing code, then **Save and Close**.",
  },
  step: { id: "add-roles", title: "Add the roles" },
};

const REJECTED: Finding = {
  verdict: "failed",
  result: "Rejected",
  problem: {
    code: "integration_rejected",
    title: "Oracle does not let the user in",
    meaning:
      "Oracle answered 401. It says no more than that: the password may be mistyped, reset, expired or locked, or the user may only sign in through your company's own page.",
    remedy: "Set a new password for the user in the **Security Console** and type it here again.",
  },
  step: { id: "fill-user", title: "Fill in the user" },
};

const ADMIN_REJECTED: Finding = {
  verdict: "failed",
  result: "Rejected",
  problem: {
    code: "admin_rejected",
    title: "Oracle does not let the administrator in",
    meaning: "Oracle answered 401 to the administrator's user name and password.",
    remedy:
      "Type both again. If your company signs in through its own page, use an account that has a password in Oracle.",
  },
  step: { id: "prerequisites", title: "Check your own roles" },
};

const AS_ADMIN = ["role_copied", "user_exists", "user_active", "roles_granted"];
const AS_INTEGRATION = ["resource_readable", "rows_visible"];

function all(ids: string[], because: string): Record<string, Result> {
  return Object.fromEntries(ids.map((id) => [id, skipped(because)]));
}

const AFTER_SIGN_IN = all(AS_INTEGRATION, "The user could not sign in");

const RESULTS: Record<string, Record<string, Result>> = {
  ready: {},
  "nothing-done": {
    role_copied: NO_ROLE,
    user_exists: NO_USER,
    ...all(["user_active", "roles_granted"], "There is no user to look at"),
    integration_signed_in: REJECTED,
    ...AFTER_SIGN_IN,
  },
  "role-not-granted": { roles_granted: NOT_GRANTED, rows_visible: NO_ROWS },
  "no-data-security": { rows_visible: NO_ROWS },
  "wrong-password": { integration_signed_in: REJECTED, ...AFTER_SIGN_IN },
  "copy-kept-the-suffix": { role_copied: NO_ROLE },
  "password-expired": { integration_signed_in: REJECTED, ...AFTER_SIGN_IN },
  "one-role-forgotten": { roles_granted: NOT_GRANTED },
  "my-team-only": { rows_visible: NO_ROWS },
};

export type Credentials = { admin: "right" | "wrong" | "none"; integration: boolean };

function resultsOf(scenario: string, has: Credentials): Record<string, Result> {
  const results = { ...RESULTS[scenario] };
  if (has.admin === "none")
    Object.assign(results, all(["admin_signed_in", ...AS_ADMIN], "No administrator credential was given"));
  if (has.admin === "wrong")
    Object.assign(results, all(AS_ADMIN, "The administrator could not sign in"), {
      admin_signed_in: ADMIN_REJECTED,
    });
  if (!has.integration)
    Object.assign(
      results,
      all(["integration_signed_in", ...AS_INTEGRATION], "No password of the user is kept"),
    );
  return results;
}

function view(outline: Outline, result: Result | undefined, started: number): CheckView {
  const { path, ...facts } = outline;
  const asked = path !== "" && !(result && "because" in result);
  const status = result && "verdict" in result && result.problem.code.endsWith("_rejected") ? 401 : 200;
  const requests = asked ? [{ method: "GET", path, status, ms: 70 + path.length, started_ms: started }] : [];
  const held = {
    verdict: "passed" as const,
    result: "Holds",
    problem: null,
    because: null,
    step: null,
    requests,
  };
  if (!result) return { ...facts, ...held };
  if ("because" in result)
    return { ...facts, ...held, verdict: "skipped", result: "Skipped", because: result.because };
  return { ...facts, ...held, ...result };
}

/** Every check with its result, in order, as this scenario and these credentials bring it. */
export function checksOf(scenario: string, has: Credentials): CheckView[] {
  const results = resultsOf(scenario, has);
  return OUTLINES.map((outline, at) => view(outline, results[outline.id], at * 40));
}

export function plannedRequests(): PlannedRequest[] {
  return OUTLINES.filter((outline) => outline.path !== "").map(({ runs_as, path }) => ({
    runs_as,
    method: "GET",
    path,
  }));
}

function whole(checks: CheckView[]): Verdict {
  const verdicts = checks.map((check) => check.verdict);
  if (verdicts.includes("failed")) return "failed";
  return verdicts.includes("skipped") ? "cant_tell" : "passed";
}

function title(verdict: Verdict, failed: number): string {
  if (verdict === "passed") return "Everything holds";
  if (verdict === "cant_tell") return "Not everything could be checked";
  return failed === 1 ? "One thing is missing" : `${String(failed)} things are missing`;
}

export function reportOf(checks: CheckView[], started: number, finished: number): ReportView {
  const verdict = whole(checks);
  const requests = checks.reduce((sum, check) => sum + check.requests.length, 0);
  const seconds = Math.max(0.1, (finished - started) / 1000).toFixed(1);
  const rows = checks.find((check) => check.id === "rows_visible");
  const integration = { passed: 128, failed: 0 }[rows?.verdict as "passed" | "failed"] ?? null;
  return {
    verdict,
    title: title(verdict, checks.filter((check) => check.verdict === "failed").length),
    summary: `Checked from this computer in ${seconds} s. Read only: ${String(requests)} requests, all GET.`,
    started_at: new Date(started).toISOString(),
    finished_at: new Date(finished).toISOString(),
    partial: false,
    checks,
    visibility: [{ label: "Job requisitions", admin: 128, integration }],
  };
}
