/**
 * A whole backend held in memory, typed by the same bindings as the real one: for designing screens without a shell
 * and for the journeys. It keeps the contract's habits (refusals in words, one observation a check, a partial run that
 * never replaces the last whole one) and knows nothing of Oracle. It never ships.
 *
 * Deliberately not here: files, the network, the keychain. Secrets are states only; what is typed is dropped at once.
 */
import type { Answer, Backend } from "./backend";
import { isNamed } from "../run.svelte";
import type * as B from "./bindings";
import { followUpOf, presented } from "./memory/call";
import { desks, isHeld, NEWER, OPEN_ELSEWHERE, type Others, SHARED_STEP, THEIR_NOTE } from "./memory/desks";
import { handOver, type HandedSetup } from "./memory/handover";
import { GUIDES, ROLE_CODE, ROLE_NAME, STAGES, TOKEN_STAGE } from "./memory/guide";
import { lookAt, OWN_GUIDE, OWN_GUIDE_ASKS } from "./memory/own_guide";
import {
  type Credentials,
  checksOf,
  dependsOn,
  OFFLINE,
  plannedRequests,
  reportOf,
  SCENARIOS,
} from "./memory/verification";

export type MemoryOptions = {
  /** What the home screen holds: nothing, a working set, or names and texts at their longest. */
  start: "empty" | "busy" | "long" | "many" | "unreadable";
  keychain: B.KeychainState;
  /** Whether a change can be kept. */
  disk?: "ready" | "full" | undefined;
  /** Whether Oracle can be reached. */
  network?: "there" | "none" | undefined;
  /** What the program was started with: `--practise`, or the path of a setup. */
  opens: string | null;
  /** How long one check takes, in milliseconds. */
  pace: number;
  /** The step of the first setup that the second window shows as soon as it watches. */
  presents?: string | null | undefined;
  /** What others do with the same setups meanwhile. */
  others?: Others | undefined;
};

type Claimed = { claimed: B.Claim; waiting_for: string | null; waiting_since: string | null };
type Claims = Record<string, Claimed>;
/** What people said of a step, beside what they claim. */
type Said = { due: string | null; comments: B.CommentView[]; redo: B.CommentView | null };

type Kept = {
  path: string;
  name: string;
  guide: string;
  address: B.AddressView | null;
  user: string | null;
  roles: string[] | null;
  requisition: string | null;
  claims: Claims;
  notes: Record<string, string>;
  owners: Record<string, string>;
  said: Record<string, Said>;
  last: B.ReportView | null;
  /** The last whole verification with the parts since. */
  latest: B.ReportView | null;
  /** The whole verification before the last one. */
  before: B.ReportView | null;
  secret: B.SecretState;
  refused_at: string | null;
  authentication: B.Authentication;
  issuer: string | null;
  certificate: B.CertificateView | null;
  narrower: boolean;
  branches: Record<string, string>;
  /** What stands in place of the guide's values, and what was filled into tables. */
  values: Record<string, string>;
  scenario: string;
  /** The scenario was planted, and nobody has asked which it is. */
  hidden: boolean;
  practice: boolean;
  review: boolean;
  reading: B.ReadingView | null;
  password_expires: string | null;
  notices: string[];
};

const FOLDER = "/home/you/Documents/Oracle setups";
const OBSERVES: Record<string, string[]> = {
  role_copied: ["name-the-copy", "submit-the-copy", "wait-for-the-copy"],
  user_exists: ["add-user", "save-user"],
  user_active: ["fill-user"],
  integration_signed_in: ["fill-user"],
  roles_granted: ["add-roles"],
  rows_visible: ["security-criteria", "job-requisition-profile", "wait-for-the-profile"],
};

const KEYCHAINS: Record<B.KeychainState, B.KeychainView> = {
  ready: { state: "ready", title: "Your keychain is ready", meaning: "", remedy: "" },
  locked: {
    state: "locked",
    title: "Your keychain is locked",
    meaning: "This computer keeps passwords in a keychain, and it is locked at the moment.",
    remedy: "Unlock it and try again, or keep the password in memory until the program closes.",
  },
  missing: {
    state: "missing",
    title: "This computer has no keychain",
    meaning: "No program on this computer offers to keep passwords, so nothing can be stored safely.",
    remedy: "Keep the password in memory until the program closes. You will type it again next time.",
  },
};

const EXPORT_ENDINGS: Record<B.Export, string> = {
  report: "-report.html",
  masked_report: "-masked-report.html",
  sheet: "-connection.txt",
  certificate: "-certificate.pem",
  reminders: "-reminders.ics",
  checklist: "-checklist.html",
};

const BRANCHES: Record<string, string[]> = {
  pages: ["classic", "redwood"],
  access: ["job-role", "data-role"],
  key: ["own", "vendor"],
};
/** Steps whose words depend on Oracle's pages. */
const BY_PAGES = ["find-data-role-task", "find-the-role", "edit-the-role", "security-criteria"];

const FINGERPRINTS = {
  hex: "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B",
  base64: "n4bQgYhMfWWaL+qgxVrQFaO/Txs=",
  base64url: "n4bQgYhMfWWaL-qgxVrQFaO_Txs",
};

function certificateOf(days: number): B.CertificateView {
  return { ...FINGERPRINTS, not_after: new Date(Date.now() + days * 86_400_000).toISOString() };
}

function problem(code: string, title: string, meaning: string, remedy: string): { problem: B.ProblemView } {
  const field = code.startsWith("address_") ? "address" : null;
  return { problem: { code, title, meaning, remedy, field } };
}

const DISK_FULL: B.ProblemView = problem(
  "disk_full",
  "The disk is full",
  "The change could not be kept. The file is as it was before.",
  "Make room on the disk, then try again. What you typed is still here.",
).problem;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function environmentOf(host: string): B.Environment {
  if (/-test\b/.test(host)) return "test";
  if (/-dev\d*\b/.test(host)) return "development";
  return host.endsWith("oraclepdemos.com") ? "demo" : "production";
}

/** Near enough to the core's parsing to design with: scheme, path and case are cleaned, the rest is refused. */
export function readAddress(text: string): Answer<B.AddressView> {
  const typed = text.trim();
  const bare = typed.replace(/^https:\/\//i, "");
  const host = (/^[^/?#]*/.exec(bare)?.[0] ?? "").toLowerCase();
  if (/^http:\/\//i.test(typed))
    return problem(
      "address_not_https",
      "The address starts with http",
      "A password is only ever sent over https.",
      "Start it with `https://`, for example `https://abcd-test.fa.ocs.oraclecloud.com`.",
    );
  if (host.includes("@") || /\s/.test(bare))
    return problem(
      "address_malformed",
      "This is not an address",
      "An address holds no spaces and no user name.",
      "Paste it as the browser shows it, for example `https://abcd-test.fa.ocs.oraclecloud.com`.",
    );
  if (/:\d+$/.test(host))
    return problem(
      "address_has_port",
      "The address has a port",
      "Oracle answers on its usual port only.",
      "Leave out the colon and the number.",
    );
  if (host.includes(".identity."))
    return problem(
      "address_is_sign_in_host",
      "This is the sign-in page's address",
      "It belongs to Oracle's sign-in service, not to your applications.",
      "Sign in first, then copy the address of the page that opens.",
    );
  if (!/\.fa(\.[a-z0-9-]+)*\.oraclecloud\.com$/.test(host))
    return problem(
      "address_not_oracle",
      "This is not an address of Oracle's",
      "Oracle answers programs only at its own application host, not at a company's own name for it.",
      "Look for a host that ends in `.oraclecloud.com`, for example `abcd-test.fa.ocs.oraclecloud.com`.",
    );
  const taken = [typed === bare ? "" : "https://", bare.length > host.length ? "the path" : ""].filter(
    Boolean,
  );
  return {
    ok: {
      host,
      subdomain: host.replace(/\.oraclecloud\.com$/, ""),
      origin: `https://${host}`,
      environment: environmentOf(host),
      cleaned: taken.length > 0 ? `Took away ${taken.join(" and ")}.` : null,
    },
  };
}

export function rolesIn(text: string): string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])];
}

/** One role as the core would show it: a known slip beside the code that was likely meant. */
function roleView(code: string): B.RoleView {
  const slip = code === "ORA_RECRUITER_JOB";
  const [start, missing, end] = ["ORA_", "IRC_", "RECRUITER_JOB"];
  const same = (text: string): B.Segment => ({ text, same: true });
  return {
    code,
    name: slip ? null : "Recruiter",
    warning: slip
      ? `\`${code}\` is not a role code that is known here. Does the list mean \`ORA_IRC_RECRUITER_JOB\`? The code is kept as it stands; ask whoever wrote the list.`
      : null,
    difference: slip
      ? { expected: [same(start), { text: missing, same: false }, same(end)], found: [same(code)] }
      : null,
  };
}

const PRACTICE_ADDRESS: B.AddressView = {
  host: "localhost:8443",
  subdomain: null,
  origin: "https://localhost:8443",
  environment: "practice",
  cleaned: null,
};

const PLANTED =
  "A mistake is planted: something is wrong on this pod, and it is not told what. Find it by a verification, and mend it.";

const PLANTED_MISTAKE = "no-data-security";

const CHANGES = [
  "The role RecruiterGSEIntegration (IRC_RECRUITER_JOB_GSE_INTEGRATION) was made.",
  "Job Requisition Security Profile of RecruiterGSEIntegration was set to View All Job Requisitions.",
  "The user EXAMPLE.INTEGRATION was made.",
  "The user EXAMPLE.INTEGRATION was given the role RecruiterGSEIntegration.",
];

function kept(facts: Partial<Kept> & Pick<Kept, "path" | "name">): Kept {
  return {
    guide: "example-recruiting",
    address: null,
    user: null,
    roles: null,
    requisition: null,
    claims: {},
    notes: {},
    owners: {},
    said: {},
    last: null,
    latest: null,
    before: null,
    secret: "none",
    refused_at: null,
    authentication: "basic",
    issuer: null,
    certificate: null,
    narrower: false,
    branches: {},
    values: {},
    scenario: "ready",
    hidden: false,
    practice: false,
    review: false,
    reading: null,
    password_expires: null,
    notices: [],
    ...facts,
  };
}

function claimed(count: number): Claims {
  const ids = STAGES.flatMap((stage) => stage.steps.map((step) => step.id)).slice(0, count);
  return Object.fromEntries(
    ids.map((id) => [id, { claimed: "done", waiting_for: null, waiting_since: null }]),
  );
}

function addressOf(text: string): B.AddressView | null {
  const answer = readAddress(text);
  return "ok" in answer ? answer.ok : null;
}

function reportAt(scenario: string, moment: number): B.ReportView {
  return reportOf(checksOf(scenario, { admin: "right", integration: true }), moment - 700, moment);
}

const LONG_NAME = `${"The Exceedingly Long Name of a Company With Many Subsidiaries ".repeat(3)}Ltd.`
  .padEnd(200, "!")
  .slice(0, 200);

function startingSetups(start: MemoryOptions["start"], now: number): Kept[] {
  if (start === "empty") return [];
  const waiting = {
    ...claimed(7),
    "wait-for-the-copy": {
      claimed: "waiting" as const,
      waiting_for: "Oracle to finish the copy",
      waiting_since: new Date(now - 4 * 60_000).toISOString(),
    },
  };
  const busy = [
    kept({
      path: `${FOLDER}/example-retail.oraclesetup`,
      name: "Example Retail",
      address: addressOf("abcd-test.fa.ocs.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      roles: [ROLE_CODE, "ORA_IRC_REST_SERVICES_DUTY_CUSTOM"],
      claims: waiting,
      notes: { "name-the-copy": "Their policy adds _CUSTOM to new roles. Security is checking." },
      owners: { "wait-for-the-copy": "Priya Nair" },
    }),
    kept({
      path: `${FOLDER}/example-bank.oraclesetup`,
      name: "Example Bank",
      address: addressOf("efgh.fa.em2.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      roles: [ROLE_CODE],
      claims: claimed(22),
      scenario: "no-data-security",
      before: reportAt("role-not-granted", now - 5 * 3_600_000),
      last: reportAt("no-data-security", now - 3 * 3_600_000),
      secret: "stored",
    }),
    kept({
      path: `${FOLDER}/example-hotels.oraclesetup`,
      name: "Example Hotels",
      address: addressOf("ijkl-dev2.fa.ocs.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      roles: [ROLE_CODE],
      claims: claimed(23),
      last: reportAt("ready", now - 5 * 3_600_000),
      secret: "stored",
    }),
    kept({
      path: `${FOLDER}/example-shipping.oraclesetup`,
      name: "Example Shipping",
      address: addressOf("mnop.fa.em2.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      roles: [ROLE_CODE],
      claims: claimed(21),
      scenario: "wrong-password",
      before: reportAt("ready", now - 4 * 86_400_000),
      last: reportAt("wrong-password", now - 25 * 60_000),
      secret: "stored",
      refused_at: new Date(now - 25 * 60_000).toISOString(),
    }),
    kept({
      path: `${FOLDER}/example-airline.oraclesetup`,
      name: "Example Airline",
      guide: "example-people",
      authentication: "jwt",
      address: addressOf("qrst-test.fa.em2.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      claims: claimed(12),
    }),
    kept({
      path: `${FOLDER}/example-energy.oraclesetup`,
      name: "Example Energy",
      guide: "example-people",
      authentication: "jwt",
      issuer: "example-energy",
      certificate: certificateOf(12),
      address: addressOf("uvwx.fa.em2.oraclecloud.com"),
      user: "EXAMPLE.INTEGRATION",
      claims: claimed(21),
      scenario: "copy-kept-the-suffix",
      last: reportAt("copy-kept-the-suffix", now - 2 * 3_600_000),
    }),
    kept({ path: `${FOLDER}/draft.oraclesetup`, name: "Draft for Monday's call" }),
  ];
  if (start === "busy" || start === "unreadable") return busy;
  if (start === "many") return [...busy, ...many(busy, 1000)];
  const long = kept({
    path: `${FOLDER}/long.oraclesetup`,
    name: LONG_NAME,
    address: addressOf(`${"very-long-customer-name-".repeat(6)}test.fa.ocs.oraclecloud.com`),
    user: `A.${"VERY.LONG.USER.NAME.".repeat(9)}END`,
    roles: Array.from({ length: 24 }, (_, at) => `EXAMPLE_ROLE_WITH_A_LONG_CODE_NUMBER_${String(at + 1)}`),
    claims: claimed(6),
    notes: { "submit-the-copy": "A note that goes on. ".repeat(40) },
    notices: [
      "The end of this file was damaged. The last good state was read instead; one note may be missing.",
    ],
  });
  const newer = kept({
    path: `${FOLDER}/newer.oraclesetup`,
    name: "Example Insurance",
    address: addressOf("yzab.fa.em2.oraclecloud.com"),
    user: "EXAMPLE.INTEGRATION",
    claims: claimed(9),
    reading: NEWER,
  });
  const scripts = kept({
    path: `${FOLDER}/scripts.oraclesetup`,
    name: "شركة المثال للتجارة · 例株式会社 · Пример",
    address: addressOf("cdef-test.fa.em2.oraclecloud.com"),
    user: "EXAMPLE.INTEGRATION",
    claims: claimed(5),
    notes: { "name-the-copy": "ملاحظة: اسأل فريق الأمن عن الرمز `IRC_COPY` قبل الحفظ." },
    owners: { "name-the-copy": "山田太郎" },
  });
  return [long, newer, scripts, ...busy];
}

/** As many setups more, each like one of these under a name and a pod of its own. */
function many(like: Kept[], count: number): Kept[] {
  return Array.from({ length: count }, (_, at): Kept => {
    const one = like[at % like.length];
    const number = String(at + 1).padStart(4, "0");
    const path = `${FOLDER}/customer-${number}.oraclesetup`;
    const address = addressOf(`c${number}${at % 3 === 0 ? "-test" : ""}.fa.em2.oraclecloud.com`);
    return { ...(one ?? kept({ path, name: "" })), path, address, name: `Customer ${number}` };
  });
}

/**
 * Near enough to the core's comparison to design with: what held and what did not, and nothing of counts. What was left
 * out in one of the runs is no news.
 */
export function compare(before: B.ReportView, now: B.ReportView): B.ComparisonView {
  const held = (check: B.CheckView | undefined): boolean => check?.verdict === "passed";
  const changes = now.checks.flatMap(({ id, subject, claim, ...check }): B.ChangeView[] => {
    const old = before.checks.find((one) => one.id === id && one.subject === subject);
    const was = held(old);
    const is = check.verdict === "passed";
    if ((was && is) || check.verdict === "skipped" || (old?.verdict === "skipped" && !is)) return [];
    if (was !== is) return [{ id, subject, claim, direction: is ? "mended" : "broke" }];
    return [
      { id, subject, claim, direction: old?.problem?.code === check.problem?.code ? "stays" : "differs" },
    ];
  });
  const then = before.checks.map(({ id, subject, verdict, result }) => ({ id, subject, verdict, result }));
  return { since: before.finished_at, changes, before: then };
}

function withoutSubject(name: string): string {
  return name.split(":")[0] ?? name;
}

function notFound(path: string): { problem: B.ProblemView } {
  return problem(
    "file_missing",
    "There is no setup at this place",
    `Nothing was found at \`${path}\`.`,
    "Look at the path again. A setup file ends in `.oraclesetup`.",
  );
}

function changedByAnother(path: string): { problem: B.ProblemView } {
  return problem(
    "changed_by_another",
    "Somebody else changed the same thing",
    `In \`${path}\` this was changed since it was read: Note of the step \`${SHARED_STEP}\`. It was not written over.`,
    "Look at what stands there now, then make your change once more if it is still wanted.",
  );
}

/** A new, independent backend. Two of them share nothing. */
export function memory(options: MemoryOptions): Backend {
  const setups = new Map(startingSetups(options.start, Date.now()).map((setup) => [setup.path, setup]));
  for (const setup of setups.values()) if (isHeld(setup.path, options.others)) setup.reading = OPEN_ELSEWHERE;
  const exported = new Set<string>();
  let folder = FOLDER;
  let clashed = false;
  let stale = false;
  let preferences: B.Preferences = {
    theme: "system",
    text_size: 100,
    clipboard_seconds: 30,
    ca_file: null,
    log_level: "information",
  };
  let cancelled = false;
  let watcher: (view: B.PresentView) => void = () => undefined;

  function present(setup: Kept, step: string): null {
    const shown = presented(view(setup), step);
    if (shown) watcher(shown);
    return null;
  }

  function secretOf(setup: Kept): B.SecretView {
    return { state: setup.secret, keychain: KEYCHAINS[options.keychain] };
  }

  function observedOf(
    setup: Kept,
    step: string,
  ): { observed: B.Observed; contradiction: B.FindingView | null } {
    const seen = (setup.last?.checks ?? []).filter((check) => OBSERVES[check.id]?.includes(step));
    const against = seen.find((check) => check.verdict === "failed");
    if (against) return { observed: "contradicted", contradiction: against.problem };
    return {
      observed: seen.some((check) => check.verdict === "passed") ? "confirmed" : "unknown",
      contradiction: null,
    };
  }

  function stepView(
    setup: Kept,
    outline: (typeof STAGES)[number]["steps"][number],
    number: number,
  ): B.StepView {
    const { link, worksheets = [], ...facts } = outline;
    const claim = setup.claims[outline.id] ?? { claimed: "todo", waiting_for: null, waiting_since: null };
    const said = saidOf(setup, outline.id);
    return {
      path: [],
      hint: null,
      values: [],
      see: null,
      if_not: [],
      minutes: 1,
      who: "Oracle administrator",
      ask: null,
      sees: null,
      english: null,
      sources: [],
      kind: "do",
      checks: [],
      about_key: outline.id === "make-key-pair" || outline.id === "upload-certificate",
      ...facts,
      choices: branchesOf(setup).filter(({ key }) => key === "pages" && BY_PAGES.includes(outline.id)),
      worksheets: worksheets.map((sheet) => ({
        ...sheet,
        rows: JSON.parse(
          setup.values[`${outline.id}.${sheet.id}`] ?? JSON.stringify(sheet.rows),
        ) as string[][],
      })),
      help: {
        to: "Example Vendor support",
        how: "Send the step, what you see and what you expected; never the password.",
        link: "https://help.example.com/oracle",
        subject: `Oracle setup for Example Vendor: ${outline.title}`,
        text: `I need help with one step.\n\nStep: ${outline.title} (${outline.id})\nWhat I did: \nWhat I see instead: \n`,
      },
      number,
      ...said,
      look_again_at: lookAgainAt(claim, said.due, outline),
      already:
        outline.id === "add-user" && setup.branches["user"] !== "existing"
          ? { key: "user", value: "existing" }
          : null,
      link:
        link && setup.address && !setup.review
          ? { label: "Open in Oracle", url: `${setup.address.origin}/hcmUI/faces/FndOverview` }
          : null,
      note: setup.notes[outline.id] ?? "",
      owner: setup.owners[outline.id] ?? "",
      ...claim,
      ...observedOf(setup, outline.id),
    };
  }

  function saidOf(setup: Kept, step: string): Said {
    return setup.said[step] ?? { due: null, comments: [], redo: null };
  }

  function lookAgainAt(
    claim: Claimed,
    due: string | null,
    outline: { kind?: B.StepKind; minutes?: number },
  ): string | null {
    if (claim.claimed !== "waiting") return null;
    const usual = Date.parse(claim.waiting_since ?? "") + (outline.minutes ?? 1) * 60_000;
    return due ?? (outline.kind === "wait" ? new Date(usual).toISOString() : null);
  }

  function stagesOf(setup: Kept): B.StageView[] {
    let number = 0;
    const stages =
      setup.authentication === "jwt" ? STAGES.toSpliced(STAGES.length - 1, 0, TOKEN_STAGE) : STAGES;
    return stages.map((stage) => {
      const steps = stage.steps.map((outline) => stepView(setup, outline, ++number));
      return {
        id: stage.id,
        title: stage.title,
        done: steps.filter(isDone).length,
        total: steps.length,
        steps,
      };
    });
  }

  function isDone(step: B.StepView): boolean {
    return step.claimed === "done" || step.claimed === "not_applicable";
  }

  function branchesOf(setup: Kept): B.BranchView[] {
    return Object.entries(BRANCHES).map(([key, values]) => ({
      key,
      value: setup.branches[key] ?? values[0] ?? "",
      values,
    }));
  }

  function view(setup: Kept): B.SetupView {
    const stages = stagesOf(setup);
    const steps = stages.flatMap((stage) => stage.steps);
    const guide = [...GUIDES, OWN_GUIDE].find((one) => one.key === setup.guide) ?? GUIDES[0];
    return {
      path: setup.path,
      name: setup.name,
      vendor: guide?.vendor ?? "",
      guide_id: guide?.id ?? "",
      guide_minutes: guide?.minutes ?? 0,
      asks_for_roles: guide?.asks_for_roles ?? false,
      own_guide: setup.guide === OWN_GUIDE.key ? OWN_GUIDE_ASKS : null,
      host: setup.address?.host ?? null,
      environment: setup.address?.environment ?? null,
      user: setup.user,
      authentication: setup.authentication,
      role_name: setup.values["role_name"] ?? ROLE_NAME,
      role_code: setup.values["role_code"] ?? ROLE_CODE,
      data_role_code: setup.values["data_role_code"] ?? null,
      required_roles: setup.roles,
      requisition: setup.requisition,
      narrower: setup.narrower,
      issuer: setup.issuer,
      authentications: guide?.authentications ?? [],
      branches: branchesOf(setup),
      certificate: setup.certificate,
      stages,
      done: steps.filter(isDone).length,
      total: steps.length,
      minutes_left: steps.filter((step) => !isDone(step)).reduce((sum, step) => sum + step.minutes, 0),
      last: setup.last,
      latest: setup.latest,
      compared: setup.last && setup.before && compare(setup.before, setup.last),
      secret: secretOf(setup),
      refused_at: setup.refused_at,
      review: setup.review,
      practice:
        setup.practice && !setup.review
          ? {
              scenario: setup.hidden ? null : setup.scenario,
              learn: setup.hidden
                ? PLANTED
                : (SCENARIOS.find((one) => one.name === setup.scenario)?.learn ?? ""),
              origin: PRACTICE_ADDRESS.origin,
              console: "http://localhost:8080",
              admin_user: "practice.admin",
              admin: "password",
            }
          : null,
      read_only: setup.reading !== null,
      reading: setup.reading,
      password_expires: setup.password_expires,
      notices: setup.notices,
    };
  }

  function summary(setup: Kept): B.SetupSummary {
    const { path, name, vendor, host, environment, done, total, last, stages } = view(setup);
    const steps = stages.flatMap((stage) => stage.steps);
    const waiting = steps.find((step) => step.claimed === "waiting");
    const next = steps.find((step) => step.claimed === "todo");
    const open = waiting ?? next;
    return {
      path,
      name,
      vendor,
      host,
      environment,
      done,
      total,
      last: last && { verdict: last.verdict, finished_at: last.finished_at, partial: last.partial },
      waiting_for: waiting ? (waiting.waiting_for ?? waiting.title) : null,
      next_step: next?.title ?? null,
      who: open ? (open.owner === "" ? open.who : open.owner) : null,
      due: open?.due ?? null,
      modified: last?.finished_at ?? null,
      problem: null,
    };
  }

  function damaged(): B.SetupSummary {
    const { problem: why } = problem(
      "damaged",
      "This setup can't be read",
      "The file holds no setup that this program understands. It was left as it is.",
      "Open a copy of it, or put the file back from a backup.",
    );
    return {
      path: `${FOLDER}/old-copy.oraclesetup`,
      name: "",
      vendor: "",
      host: null,
      environment: null,
      done: 0,
      total: 0,
      last: null,
      waiting_for: null,
      next_step: null,
      who: null,
      due: null,
      modified: null,
      problem: why,
    };
  }

  /** Applies a change, or gives the refusal. */
  function apply(setup: Kept, change: B.SetupChange): B.ProblemView | null {
    if (options.disk === "full") return DISK_FULL;
    if (change.change === "due" || change.change === "comment" || change.change === "redo")
      say(setup, change);
    else if (change.change === "accept") return accept(setup, change);
    else if (change.change === "claim") {
      const waiting = change.claim === "waiting";
      setup.said[change.step] = { ...saidOf(setup, change.step), redo: null };
      setup.claims[change.step] = {
        claimed: change.claim,
        waiting_for: waiting ? change.waiting_for : null,
        waiting_since: waiting ? new Date().toISOString() : null,
      };
    } else if (change.change === "note") setup.notes[change.step] = change.note;
    else if (change.change === "owner") setup.owners[change.step] = change.owner;
    else if (change.change === "name") setup.name = change.name;
    else if (change.change === "user") setup.user = change.user === "" ? null : change.user;
    else if (change.change === "requisition")
      setup.requisition = change.requisition === "" ? null : change.requisition;
    else if (change.change === "no_roles") setup.roles = [];
    else if (change.change === "roles") setup.roles = rolesIn(change.roles);
    else if (change.change === "authentication") setup.authentication = change.authentication;
    else if (change.change === "issuer") setup.issuer = change.issuer.trim() || null;
    else if (change.change === "branch") setup.branches[change.key] = change.value;
    else if (change.change === "value") setup.values[change.key] = change.value;
    else if (change.change === "worksheet")
      setup.values[`${change.step}.${change.worksheet}`] = JSON.stringify(change.rows);
    else if (change.change === "narrower") setup.narrower = change.narrower;
    else if (change.change === "password_expires") setup.password_expires = change.day || null;
    else return applyAddress(setup, change.address);
    return null;
  }

  function say(setup: Kept, change: Extract<B.SetupChange, { change: "due" | "comment" | "redo" }>): void {
    const said = saidOf(setup, change.step);
    const at = new Date().toISOString();
    if (change.change === "due") said.due = change.due;
    else if (change.change === "comment")
      said.comments = [...said.comments, { at, by: change.by || null, text: change.text }];
    else {
      said.redo = { at, by: change.by || null, text: change.why };
      setup.claims[change.step] = { claimed: "todo", waiting_for: null, waiting_since: null };
    }
    setup.said[change.step] = said;
  }

  function accept(
    setup: Kept,
    { check, subject, reason }: Extract<B.SetupChange, { change: "accept" }>,
  ): B.ProblemView | null {
    if (reason.trim() === "")
      return problem(
        "value_missing",
        "The reason is missing",
        "A finding is accepted only with a reason.",
        "Write why it is acceptable, for example `Agreed with security on 12 May`.",
      ).problem;
    const accepted = { reason, at: new Date().toISOString(), by: null };
    const beside = (report: B.ReportView | null): B.ReportView | null =>
      report && {
        ...report,
        checks: report.checks.map((one) =>
          one.id === check && one.subject === subject ? { ...one, accepted } : one,
        ),
      };
    setup.last = beside(setup.last);
    setup.latest = beside(setup.latest);
    return null;
  }

  function applyAddress(setup: Kept, text: string): B.ProblemView | null {
    const answer = readAddress(text);
    if ("problem" in answer) return answer.problem;
    setup.address = answer.ok;
    return null;
  }

  async function run(
    setup: Kept,
    has: Credentials,
    part: B.Part,
    watch: (event: B.RunEvent) => void,
  ): Promise<B.CheckView[]> {
    const started = Date.now();
    const asked_for = (check: B.CheckView): boolean =>
      part.part === "whole" ||
      isNamed(check, part) ||
      (part.part === "again" && dependsOn(check.id, part.checks.map(withoutSubject)));
    const checks = checksOf(options.network === "none" ? OFFLINE : setup.scenario, has);
    const planned = checks.map((check) => ({ ...check, asked_for: asked_for(check) }));
    watch({
      kind: "planned",
      checks: planned.map(({ id, subject, runs_as, claim, asked_for }) => ({
        id,
        subject,
        runs_as,
        claim,
        asked_for,
      })),
    });
    const wanted = checks.filter(asked_for);
    for (const check of wanted) {
      if (cancelled) break;
      watch({ kind: "started", id: check.id, subject: check.subject });
      await pause(options.pace);
      watch({ kind: "finished", check });
    }
    if (!cancelled) keepRun(setup, wanted, part, started);
    if (!setup.practice && wanted.some((check) => check.problem?.code === "integration_rejected"))
      setup.refused_at = new Date().toISOString();
    return checks;
  }

  /** A part is only laid over the last whole verification, which it never replaces. */
  function keepRun(setup: Kept, checks: B.CheckView[], part: B.Part, started: number): void {
    if (part.part === "whole") {
      setup.before = setup.last;
      setup.last = reportOf(checks, started, Date.now());
      setup.latest = null;
      return;
    }
    const before = setup.latest ?? setup.last;
    if (!before) return;
    const shown = before.checks.map((old) => {
      const again = checks.find((check) => check.id === old.id && check.subject === old.subject);
      return again ?? { ...old, earlier: old.earlier ?? before.finished_at };
    });
    setup.latest = { ...reportOf(shown, started, Date.now()), partial: true };
  }

  function credentials(setup: Kept, admin: B.AdminForm | null): Credentials {
    if (setup.practice) return { admin: "right", integration: setup.secret !== "none" };
    const typed = admin?.kind === "token" ? admin.token : admin?.password;
    return {
      admin: typed === undefined ? "none" : typed === "wrong" ? "wrong" : "right",
      integration: setup.secret !== "none" && setup.refused_at === null,
    };
  }

  function keepKey(setup: Kept, days: number): B.SetupView {
    setup.certificate = certificateOf(days);
    setup.secret = options.keychain === "ready" ? "stored" : "memory";
    setup.refused_at = null;
    return view(setup);
  }

  function withSetup<T>(path: string, turn: (setup: Kept) => Answer<T>): Promise<Answer<T>> {
    const setup = setups.get(path);
    return Promise.resolve(setup ? turn(setup) : notFound(path));
  }

  function createPath(name: string): string {
    const slug =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 40) || "setup";
    let path = `${FOLDER}/${slug}.oraclesetup`;
    for (let copy = 2; setups.has(path); copy += 1) path = `${FOLDER}/${slug}-${String(copy)}.oraclesetup`;
    return path;
  }

  /** The setup holds what the scenario takes for granted. */
  function play(setup: Kept, wanted: string | null): void {
    const scenario = wanted ?? PLANTED_MISTAKE;
    setup.hidden = wanted === null;
    const token = SCENARIOS.find((one) => one.name === scenario)?.topic === "token";
    setup.scenario = scenario;
    setup.secret = scenario === "nothing-done" ? "none" : "memory";
    setup.authentication = token ? "jwt" : "basic";
    setup.issuer = token ? "practice-vendor" : null;
    setup.certificate = token ? certificateOf(365) : null;
  }

  function practise(guide: string, scenario: string | null): Promise<Answer<B.SetupView>> {
    const path = `${FOLDER}/practice-${guide}.oraclesetup`;
    const setup =
      setups.get(path) ?? kept({ path, name: "Practice", guide, practice: true, address: PRACTICE_ADDRESS });
    setup.user = "EXAMPLE.INTEGRATION";
    setup.roles = [ROLE_CODE, "ORA_IRC_REST_SERVICES_DUTY_CUSTOM"];
    play(setup, scenario);
    setups.set(path, setup);
    return Promise.resolve({ ok: view(setup) });
  }

  function home(): B.HomeView {
    return {
      folder,
      chosen: folder !== FOLDER,
      problem: null,
      setups: [...[...setups.values()].map(summary), ...(options.start === "long" ? [damaged()] : [])],
    };
  }

  function noted(path: string, note: string): B.SetupView | null {
    const setup = setups.get(path);
    if (!setup) return null;
    setup.notes[SHARED_STEP] = note;
    return view(setup);
  }

  function copied(path: string): B.SetupView | null {
    const setup = setups.get(path);
    if (!setup) return null;
    const copy = { ...setup, path: path.replace(/\.oraclesetup$/, " copy.oraclesetup"), reading: null };
    setups.set(copy.path, copy);
    return view(copy);
  }

  function exportTo(to: string, replace: boolean): Answer<string> {
    if (exported.has(to) && !replace)
      return problem(
        "file_exists",
        "There is a file with this name already",
        `\`${to}\` is there already.`,
        "Replace it, or choose another name.",
      );
    exported.add(to);
    return { ok: to };
  }

  /** What of a setup a hand-over looks at. */
  function handed(path: string): HandedSetup | null {
    const setup = setups.get(path);
    if (!setup) return null;
    return {
      ...setup,
      vendor: GUIDES.find((guide) => guide.id === setup.guide)?.vendor ?? "",
      host: setup.address?.host ?? null,
      subdomain: setup.address?.subdomain ?? null,
      roleCode: ROLE_CODE,
      vendorHoldsKey: setup.authentication === "jwt" && setup.branches["key"] === "vendor",
    };
  }

  return {
    ...handOver({ find: handed, missing: () => notFound(""), keychain: options.keychain }),
    ...desks(options.others, {
      folder: () => folder,
      exists: (path) => setups.has(path),
      home,
      setFolder: (chosen) => (folder = chosen),
      noted,
      stale: () => {
        const was = stale;
        stale = false;
        return was;
      },
      shown: (path) => {
        const setup = setups.get(path);
        return setup ? view(setup) : null;
      },
      copied,
      export: exportTo,
      refuse: problem,
    }),
    home: () =>
      Promise.resolve(
        options.start === "unreadable"
          ? problem(
              "not_permitted",
              "The folder of your setups can't be read",
              `This account may not read \`${FOLDER}\`.`,
              "Give it the right to, or ask whoever looks after this computer.",
            )
          : { ok: home() },
      ),
    opening: async () => {
      if (options.opens === null) return { ok: null };
      if (options.opens === "--practise") return practise(GUIDES[0]?.id ?? "", "no-data-security");
      return withSetup(options.opens, (setup) => ({ ok: view(setup) }));
    },
    guides: () => Promise.resolve({ ok: GUIDES }),
    checkAddress: (text) => Promise.resolve(readAddress(text)),
    lookAtGuide: (path) => Promise.resolve(lookAt(path)),
    findRoles: (text) => Promise.resolve({ ok: rolesIn(text).map(roleView) }),
    newSetup: (form) => {
      const setup = kept({ path: createPath(form.name), name: form.name.trim(), guide: form.guide });
      if (form.address.trim() !== "") {
        const refused = applyAddress(setup, form.address);
        if (refused) return Promise.resolve({ problem: refused });
      }
      setup.user = form.user.trim() || null;
      setup.roles = form.roles.trim() === "" ? null : rolesIn(form.roles);
      setup.requisition = form.requisition.trim() || null;
      setup.authentication = form.authentication;
      setups.set(setup.path, setup);
      return Promise.resolve({ ok: view(setup) });
    },
    chooseSetup: () => Promise.resolve({ ok: [...setups.keys()][0] ?? null }),
    openSetup: (path, how) =>
      withSetup(path, (setup) => {
        if (how === "take_over") setup.reading = null;
        return { ok: view(setup) };
      }),
    reviewSetup: (path) => withSetup(path, (setup) => ((setup.review = true), { ok: view(setup) })),
    endReview: (path) => withSetup(path, (setup) => ((setup.review = false), { ok: view(setup) })),
    changeSetup: (path, change) =>
      withSetup(path, (setup) => {
        if (options.others === "clash" && !clashed && change.change === "note") {
          clashed = true;
          stale = true;
          setup.notes[change.step] = THEIR_NOTE;
          return changedByAnother(path);
        }
        const refused = apply(setup, change);
        return refused ? { problem: refused } : { ok: view(setup) };
      }),
    practise,
    scenarios: () => Promise.resolve({ ok: SCENARIOS }),
    switchPractice: (path, scenario) =>
      withSetup(path, (setup) => {
        play(setup, scenario);
        return { ok: view(setup) };
      }),
    revealPractice: (path) =>
      withSetup(path, (setup) => {
        setup.hidden = false;
        return { ok: view(setup) };
      }),
    practiceChanges: (path) =>
      withSetup(path, (setup) => ({ ok: setup.scenario === "ready" ? [] : [...CHANGES] })),
    resetPractice: (path) => withSetup(path, (setup) => ({ ok: view(setup) })),
    openPractice: () => Promise.resolve({ ok: null }),
    keepSecret: (path, secret, where) =>
      withSetup(path, (setup) => {
        if (secret === "")
          return problem(
            "secret_empty",
            "No password was typed",
            "An empty password can't be kept.",
            "Type the password of the integration user.",
          );
        if (where === "keychain" && options.keychain !== "ready") {
          const { title, meaning, remedy } = KEYCHAINS[options.keychain];
          return problem(`keychain_${options.keychain}`, title, meaning, remedy);
        }
        setup.secret = where === "keychain" ? "stored" : "memory";
        setup.refused_at = null;
        return { ok: secretOf(setup) };
      }),
    secretState: (path) => withSetup(path, (setup) => ({ ok: secretOf(setup) })),
    forgetSecret: (path) =>
      withSetup(path, (setup) => {
        setup.secret = "none";
        setup.refused_at = null;
        return { ok: secretOf(setup) };
      }),
    makeKey: (path, days) =>
      withSetup(path, (setup) =>
        days < 1 || days > 3650
          ? problem(
              "value_invalid",
              "A certificate can't be valid for so long",
              "The number of days is out of range.",
              "Use 1 to 3650 days.",
            )
          : { ok: keepKey(setup, days) },
      ),
    importKey: (path, form) =>
      withSetup(path, (setup) =>
        form.key_file.endsWith(".pem")
          ? { ok: keepKey(setup, 730) }
          : problem(
              "key_unreadable",
              "This file holds no private key",
              `No private key in PEM form was found in \`${form.key_file}\`.`,
              "Choose the file that starts with `-----BEGIN`.",
            ),
      ),
    uploadToPractice: (path) => withSetup(path, () => ({ ok: null })),
    plannedRequests: (path) => withSetup(path, () => ({ ok: plannedRequests() })),
    verify: async (path, admin, part, oracleChanged, watch) => {
      const setup = setups.get(path);
      if (!setup) return notFound(path);
      cancelled = false;
      if (oracleChanged) setup.refused_at = null;
      await run(setup, credentials(setup, admin), part, watch);
      return cancelled
        ? problem(
            "cancelled",
            "The verification was stopped",
            "The checks that had not run yet were left out.",
            "Start it again when you like.",
          )
        : { ok: view(setup) };
    },
    cancelVerify: () => {
      cancelled = true;
      return Promise.resolve({ ok: null });
    },
    openStep: (path) => withSetup(path, () => ({ ok: null })),
    openTokenPage: (path) => withSetup(path, () => ({ ok: null })),
    openHelpPage: (path) => withSetup(path, () => ({ ok: null })),
    printPage: () => {
      window.print();
      return Promise.resolve({ ok: null });
    },
    copyText: () => Promise.resolve({ ok: null }),
    copySecret: () => Promise.resolve({ ok: null }),
    deleteSetup: (path) => withSetup(path, () => (setups.delete(path), { ok: null })),
    sheet: (path) =>
      withSetup(path, (setup) => ({
        ok: {
          headline: setup.last ? setup.last.title : "Not verified",
          verdict: setup.last?.verdict ?? null,
          verified_at: setup.last?.finished_at ?? null,
          fields: [
            { id: "host", label: "Host", value: setup.address?.host ?? "" },
            { id: "subdomain", label: "Subdomain", value: setup.address?.subdomain ?? "" },
            { id: "user", label: "User name", value: setup.user ?? "" },
            { id: "role_code", label: "Role code", value: ROLE_CODE },
          ],
        },
      })),
    suggestedExport: (path, what) =>
      Promise.resolve({
        ok: path.replace(/\.oraclesetup$/, EXPORT_ENDINGS[what]),
      }),
    chooseExport: (suggested) => Promise.resolve({ ok: suggested }),
    chooseFile: () => Promise.resolve({ ok: "/home/you/Documents/chosen.pem" }),
    exportFile: (_path, _what, to, replace) => Promise.resolve(exportTo(to, replace)),
    suggestedWorksheet: (path, _step, worksheet) =>
      Promise.resolve({ ok: path.replace(/\.oraclesetup$/, `-${worksheet}.csv`) }),
    exportWorksheet: (_path, _step, _worksheet, to, replace) => Promise.resolve(exportTo(to, replace)),
    present: (path, step) => withSetup(path, (setup) => ({ ok: present(setup, step) })),
    presentNext: (path, step) => withSetup(path, (setup) => ({ ok: (present(setup, step), true) })),
    stopPresenting: () => Promise.resolve({ ok: null }),
    watchPresentation: (watch) => {
      watcher = watch;
      if (options.presents) {
        const [setup] = setups.values();
        if (setup) present(setup, options.presents);
      }
      return Promise.resolve({ ok: null });
    },
    followUp: (path) => withSetup(path, (setup) => ({ ok: followUpOf(view(setup)) })),
    preferences: () => Promise.resolve({ ok: preferences }),
    setPreferences: (chosen) => {
      preferences = chosen;
      return Promise.resolve({ ok: null });
    },
    watchDesktop: () => Promise.resolve({ ok: null }),
    showing: () => Promise.resolve({ ok: null }),
    about: () =>
      Promise.resolve({
        ok: {
          version: "0.1.0",
          engine: "WebKitGTK 2.50.6",
          system: "linux (x86_64)",
          guides: GUIDES.map(({ vendor }) => ({ vendor, version: "1" })),
        },
      }),
    licences: () => Promise.resolve({ ok: null }),
    showLog: () =>
      Promise.resolve({
        ok: {
          text: "2026-11-27T09:12:03Z  INFO assistant: started version=0.1.0\n",
          file: "/home/you/.local/share/app.oracle-setup-assistant/logs/assistant.log",
        },
      }),
  };
}
