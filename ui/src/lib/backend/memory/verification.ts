/** What each practice scenario of the in-memory backend answers: checks, findings, requests and visibility. */
import type {
  Asking,
  CheckView,
  Difference,
  FindingView,
  PlannedRequest,
  ReportView,
  RunsAs,
  ScenarioView,
  StepLink,
  Topic,
  Verdict,
} from "../bindings";
import { requestsOf } from "../../run.svelte";
import { ROLE_CODE, ROLE_NAME } from "./guide";

const RECRUITING = "example-recruiting";
const PEOPLE = "example-people";

type Lesson = [name: string, learn: string, guides?: string[]];

/** What there is to learn, by topic. Only a guide for people is offered what is about tokens. */
const LESSONS: Record<Topic, Lesson[]> = {
  basics: [
    ["ready", "Everything is set up. See what a verification that holds looks like."],
    ["nothing-done", "A fresh Oracle without role and user. Start the guide from its first step."],
    ["role-not-granted", "The copied role exists, but the user does not hold it."],
    ["no-data-security", "The user may read requisitions but is allowed to see none. The most common fault."],
    ["wrong-password", "The user is right and its password is not."],
    ["workers-ready", "A staff integration with everything prepared.", [PEOPLE]],
  ],
  role_and_user: [
    ["copy-kept-the-suffix", "The suffix that Oracle suggests was left on the code of the copy."],
    ["copy-still-running", "Until the copy is complete, the new role cannot be found."],
    ["user-name-mistyped", "The user was saved under a slightly different name."],
    ["user-inactive", "The account exists but is not active, so it cannot sign in."],
    ["password-expired", "The password ran out, which looks like a wrong one from outside."],
    ["single-sign-on-only", "The account may sign in through the company's own page only."],
    ["too-many-roles", "The user holds a role that nobody asked for."],
    ["one-role-forgotten", "All works today, yet one role of the list was never added."],
  ],
  visibility: [
    ["my-team-only", "The profile shows a team's requisitions, and this user is on no team."],
    ["some-rows-only", "The user sees one recruiter's requisitions; most are missing."],
    ["known-requisition-hidden", "Rows are visible, but not the one that somebody looks at."],
    ["no-requisitions-at-all", "Nobody sees a requisition: this Oracle may have none."],
    ["candidates-forbidden", "The copied role opens requisitions but not candidates."],
    ["workers-without-emails", "Workers are visible, their e-mail addresses are not.", [PEOPLE]],
  ],
  administrator: [
    ["admin-rejected", "The administrator's own password ran out."],
    ["admin-is-no-security-manager", "The administrator may not read roles and users."],
  ],
  token: [["token-ready", "A token signed with the right key, and everything else prepared.", [PEOPLE]]],
  network: [
    ["wrong-pod", "The host name belongs to nobody, so Oracle's edge answers instead.", [RECRUITING, PEOPLE]],
    ["sign-in-page", "A sign-in page answers where data was expected.", [RECRUITING, PEOPLE]],
    [
      "certificate-untrusted",
      "The certificate is signed by nobody that this computer trusts.",
      [RECRUITING, PEOPLE],
    ],
    ["maintenance", "Oracle is down for now, so nothing can be told.", [RECRUITING, PEOPLE]],
    ["throttled", "Oracle asks to come back in a minute; nothing is tried before.", [RECRUITING, PEOPLE]],
    ["clock-differs", "The clocks here and at Oracle are ten minutes apart.", [RECRUITING, PEOPLE]],
  ],
  dialect: [
    ["active-as-text", "Yes and no come as text."],
    ["old-framework", "Children come as bare arrays, as they once did."],
    ["slow-pod", "Every answer takes two seconds."],
  ],
};

export const SCENARIOS: ScenarioView[] = (Object.entries(LESSONS) as [Topic, Lesson[]][]).flatMap(
  ([topic, lessons]) =>
    lessons.map(([name, learn, guides = [RECRUITING]]) => ({ name, learn, topic, guides })),
);

const SCIM = "/hcmRestApi/scim";
const REST = "/hcmRestApi/resources/latest";

/** `with`: the check whose request this one rests on too. `needs`: the check that has to hold before it. */
type Outline = {
  id: string;
  subject: string | null;
  runs_as: RunsAs;
  claim: string;
  path: string;
  with?: string;
  needs?: string;
};

const OUTLINES: Outline[] = [
  { id: "address_known", subject: null, runs_as: "nobody", claim: "The address is Oracle's", path: "" },
  {
    id: "host_reachable",
    subject: null,
    runs_as: "nobody",
    claim: "Oracle answers at this address",
    path: `${SCIM}/Users`,
  },
  {
    id: "admin_signed_in",
    subject: null,
    runs_as: "admin",
    claim: "You can sign in",
    path: `${SCIM}/Users`,
    needs: "host_reachable",
  },
  {
    id: "role_copied",
    subject: null,
    runs_as: "admin",
    claim: "The copied role exists",
    path: `${SCIM}/Roles`,
    needs: "admin_signed_in",
  },
  {
    id: "user_exists",
    subject: null,
    runs_as: "admin",
    claim: "The user exists",
    path: `${SCIM}/Users`,
    needs: "admin_signed_in",
  },
  {
    id: "user_active",
    subject: null,
    runs_as: "admin",
    claim: "The user is active",
    path: `${SCIM}/Users`,
    with: "user_exists",
    needs: "user_exists",
  },
  {
    id: "roles_granted",
    subject: null,
    runs_as: "admin",
    claim: "The user holds every role that the vendor needs",
    path: `${SCIM}/Users/300000012345678`,
    needs: "user_exists",
  },
  {
    id: "integration_signed_in",
    subject: null,
    runs_as: "integration",
    claim: "The user can sign in",
    path: `${REST}/recruitingJobRequisitions`,
    needs: "host_reachable",
  },
  {
    id: "resource_readable",
    subject: "recruitingJobRequisitions",
    runs_as: "integration",
    claim: "It may read job requisitions",
    path: `${REST}/recruitingJobRequisitions`,
    with: "integration_signed_in",
    needs: "integration_signed_in",
  },
  {
    id: "rows_visible",
    subject: "recruitingJobRequisitions",
    runs_as: "integration",
    claim: "It sees job requisitions",
    path: `${REST}/recruitingJobRequisitions`,
    with: "integration_signed_in",
    needs: "resource_readable",
  },
];

type Finding = { verdict: Verdict; result: string; problem: FindingView; step: StepLink | null };
type Result = Finding | { because: string };

type Words = Pick<FindingView, "code" | "title" | "meaning" | "remedy"> & Partial<FindingView>;

/** A finding as the core words it; only a few have an effect that takes time, or somebody to ask. */
function worded(words: Words): FindingView {
  return { effect: "", ask: null, differences: [], ...words };
}

const SECURITY_MANAGER: Asking = {
  whom: "IT security manager",
  text: `Hello,

for the integration user EXAMPLE.INTEGRATION on efgh.fa.em2.oraclecloud.com a role is still to be set up:
${ROLE_CODE}

In Oracle, open Manage Data Role and Security Profiles, edit the role and set Job Requisition to View All Job Requisitions, then choose Submit.

Thank you`,
};

const KEPT_SUFFIX: Difference = {
  expected: [{ text: ROLE_CODE, same: true }],
  found: [
    { text: ROLE_CODE, same: true },
    { text: "_CUSTOM", same: false },
  ],
};

const skipped = (because: string): Result => ({ because });

const NO_ROWS: Finding = {
  verdict: "failed",
  result: "Sees none",
  problem: worded({
    code: "no_rows_visible",
    title: "The user may read requisitions but is allowed to see none",
    meaning:
      "Oracle answered 200 with no rows. It does that when the role has no job requisition security profile. The role itself is right.",
    remedy: `In **Manage Data Role and Security Profiles**, edit \`${ROLE_NAME}\` and set **Job Requisition** to **View All Job Requisitions**, then choose **Submit**.`,
    effect: "Works once the status reads **Complete**, usually within minutes.",
    ask: SECURITY_MANAGER,
  }),
  step: { id: "job-requisition-profile", title: "Choose the requisition profile" },
};

const NO_ROLE: Finding = {
  verdict: "failed",
  result: "Not found",
  problem: worded({
    code: "role_not_found",
    title: "Oracle has no role with this code",
    meaning: `No role has the code \`${ROLE_CODE}\`. The nearest one seen is \`ORA_IRC_RECRUITER_JOB\`.`,
    remedy: "Copy the recruiter role and give the copy this exact code.",
    effect: "Works once **Role Copy Status** reads **Complete**.",
  }),
  step: { id: "name-the-copy", title: "Name the copy" },
};

const OTHER_CODE: Finding = {
  verdict: "failed",
  result: "Another code",
  problem: worded({
    code: "role_code_differs",
    title: "The copy has another code",
    meaning: `A role named \`${ROLE_NAME}\` is there, under another code than the one that was asked for.`,
    remedy: "Copy the role again and take away the suffix that Oracle fills in.",
    effect: "Works once **Role Copy Status** reads **Complete**.",
    ask: SECURITY_MANAGER,
    differences: [KEPT_SUFFIX],
  }),
  step: { id: "name-the-copy", title: "Name the copy" },
};

const NO_USER: Finding = {
  verdict: "failed",
  result: "Not found",
  problem: worded({
    code: "user_not_found",
    title: "Oracle has no user with this name",
    meaning: "No account has this user name, and none has a similar one.",
    remedy:
      "Add the user account, or correct the user name under **Details** if it is spelled differently in Oracle.",
  }),
  step: { id: "fill-user", title: "Fill in the user" },
};

const NOT_GRANTED: Finding = {
  verdict: "failed",
  result: "1 of 2",
  problem: worded({
    code: "roles_missing",
    title: "The user lacks 1 of 2 roles",
    meaning: `Missing: \`${ROLE_CODE}\`.`,
    remedy:
      "Edit the user in the **Security Console**, choose **Add Role** and add the missing code, then **Save and Close**.",
  }),
  step: { id: "add-roles", title: "Add the roles" },
};

const REJECTED: Finding = {
  verdict: "failed",
  result: "Rejected",
  problem: worded({
    code: "integration_rejected",
    title: "Oracle does not let the user in",
    meaning:
      "Oracle answered 401. It says no more than that: the password may be mistyped, reset, expired or locked, or the user may only sign in through your company's own page.",
    remedy: "Set a new password for the user in the **Security Console** and type it here again.",
  }),
  step: { id: "fill-user", title: "Fill in the user" },
};

const ADMIN_REJECTED: Finding = {
  verdict: "failed",
  result: "Rejected",
  problem: worded({
    code: "admin_rejected",
    title: "Oracle does not let the administrator in",
    meaning: "Oracle answered 401 to the administrator's user name and password.",
    remedy:
      "Type both again. If your company signs in through its own page, use an account that has a password in Oracle.",
  }),
  step: { id: "prerequisites", title: "Check your own roles" },
};

const NO_NETWORK: Finding = {
  verdict: "failed",
  result: "Not connected",
  problem: worded({
    code: "no_network",
    title: "This computer is not connected",
    meaning: "No name could be looked up, or there is no way to the internet.",
    remedy: "Connect to the network or the VPN, then verify again.",
    effect: "Works at once.",
    ask: {
      whom: "Network team",
      text: `Hello,

my computer has no way to Oracle on the internet. Please tell me which network, VPN or proxy it has to use.

Thank you`,
    },
  }),
  step: null,
};

const AS_ADMIN = ["role_copied", "user_exists", "user_active", "roles_granted"];
const AS_INTEGRATION = ["resource_readable", "rows_visible"];

function all(ids: string[], because: string): Record<string, Result> {
  return Object.fromEntries(ids.map((id) => [id, skipped(because)]));
}

const AFTER_SIGN_IN = all(AS_INTEGRATION, "The user could not sign in");

/** How a run ends where there is no way to the internet, whatever Oracle would have said. */
export const OFFLINE = "offline";

const RESULTS: Record<string, Record<string, Result>> = {
  ready: {},
  [OFFLINE]: {
    host_reachable: NO_NETWORK,
    ...all(
      ["admin_signed_in", ...AS_ADMIN, "integration_signed_in", ...AS_INTEGRATION],
      "This comes first: Oracle answers at this address",
    ),
  },
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
  "copy-kept-the-suffix": { role_copied: OTHER_CODE },
  "password-expired": { integration_signed_in: REJECTED, ...AFTER_SIGN_IN },
  "one-role-forgotten": { roles_granted: NOT_GRANTED },
  "my-team-only": { rows_visible: NO_ROWS },
};

export type Credentials = { admin: "right" | "wrong" | "none"; integration: boolean };

function resultsOf(scenario: string, has: Credentials): Record<string, Result> {
  const results = { ...RESULTS[scenario] };
  if (scenario === OFFLINE) return results;
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

function statusOf(result: Result | undefined): number | null {
  if (result === NO_NETWORK) return null;
  return result && "verdict" in result && result.problem.code.endsWith("_rejected") ? 401 : 200;
}

function view(outline: Outline, result: Result | undefined): CheckView {
  const { id, subject, runs_as, claim, path } = outline;
  const facts = { id, subject, runs_as, claim };
  const asked = path !== "" && !(result && "because" in result);
  const status = statusOf(result);
  const number = OUTLINES.findIndex((other) => other.id === (outline.with ?? id));
  const sent = {
    number,
    method: "GET",
    path,
    runs_as,
    status,
    ms: 70 + path.length,
    started_ms: number * 40,
  };
  const held = {
    verdict: "passed" as const,
    result: "Holds",
    problem: null,
    because: null,
    earlier: null,
    accepted: null,
    step: null,
    requests: asked ? [sent] : [],
  };
  if (!result) return { ...facts, ...held };
  if ("because" in result)
    return { ...facts, ...held, verdict: "skipped", result: "Skipped", because: result.because };
  return { ...facts, ...held, ...result };
}

/** Whether a run of these checks, with what depends on them, holds the check too. */
export function dependsOn(id: string, names: string[]): boolean {
  if (names.includes(id)) return true;
  const needs = OUTLINES.find((outline) => outline.id === id)?.needs;
  return needs !== undefined && dependsOn(needs, names);
}

/** Every check with its result, in order, as this scenario and these credentials bring it. */
export function checksOf(scenario: string, has: Credentials): CheckView[] {
  const results = resultsOf(scenario, has);
  return OUTLINES.map((outline) => view(outline, results[outline.id]));
}

export function plannedRequests(): PlannedRequest[] {
  return OUTLINES.filter((outline) => outline.path !== "" && outline.with === undefined).map(
    ({ runs_as, path }) => ({ runs_as, path }),
  );
}

function whole(checks: CheckView[]): Verdict {
  const verdicts = checks.map((check) => check.verdict);
  if (verdicts.includes("failed")) return "failed";
  return verdicts.includes("skipped") ? "cant_tell" : "passed";
}

function title(verdict: Verdict, failed: number, reached: boolean): string {
  if (!reached) return "Oracle was not reached";
  if (verdict === "passed") return "Everything holds";
  if (verdict === "cant_tell") return "Not everything could be checked";
  return failed === 1 ? "One thing is missing" : `${String(failed)} things are missing`;
}

export function reportOf(checks: CheckView[], started: number, finished: number): ReportView {
  const verdict = whole(checks);
  const requests = requestsOf(checks).length;
  const seconds = Math.max(0.1, (finished - started) / 1000).toFixed(1);
  const rows = checks.find((check) => check.id === "rows_visible");
  const integration = { passed: 128, failed: 0 }[rows?.verdict as "passed" | "failed"] ?? null;
  return {
    verdict,
    title: title(
      verdict,
      checks.filter((check) => check.verdict === "failed").length,
      !checks.some((check) => check.id === "host_reachable" && check.verdict === "failed"),
    ),
    summary: `Checked from this computer in ${seconds} s. Read only: ${String(requests)} requests, all GET.`,
    started_at: new Date(started).toISOString(),
    finished_at: new Date(finished).toISOString(),
    partial: false,
    checks,
    visibility: reached(checks) ? [{ label: "Job requisitions", admin: 128, integration }] : [],
  };
}

function reached(checks: CheckView[]): boolean {
  return checks.every((check) => check.id !== "host_reachable" || check.verdict === "passed");
}
