/**
 * The window's own names for the core's states, each written once so that a state reads the same on every screen.
 *
 * Deliberately not here: words about a finding. Those come from the core with the finding.
 */
import type {
  Authentication,
  Claim,
  Direction,
  Environment,
  FaultView,
  Observed,
  RunsAs,
  SetupView,
  StepView,
  Verdict,
} from "./backend/bindings";

export const ENVIRONMENT: Record<Environment, string> = {
  production: "Production",
  test: "Test",
  development: "Development",
  demo: "Demo",
  practice: "Practice",
};
/** Which of the three people somebody is: the administrator alone, the one who guides a call, the one who reviews. */
export type Job = "alone" | "call" | "review";

export const NO_ADDRESS = "No address yet";

const PROGRAM = "Oracle setup assistant";
/** Longer names would push the environment out of the window's title. */
const LONGEST_IN_TITLE = 60;

/** A setup may be begun before it has a name. */
export function nameOf(setup: { name: string }): string {
  return setup.name.trim() === "" ? "Setup without a name" : setup.name;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_IN_TITLE
    ? `${letters
        .slice(0, LONGEST_IN_TITLE - 1)
        .join("")
        .trimEnd()}…`
    : name;
}

/** What the window is called, so that setup and environment can be told apart among many windows. */
export function windowTitle(setup: SetupView | null): string {
  if (!setup) return PROGRAM;
  const environment = setup.environment ? ENVIRONMENT[setup.environment] : NO_ADDRESS;
  return [shortened(nameOf(setup)), setup.practice ? "PRACTICE" : environment, PROGRAM].join(" · ");
}

/** The verdict of a whole verification, as a person would say it. */
export const VERDICT: Record<Verdict, string> = {
  passed: "Verified",
  warning: "Verified with warnings",
  failed: "Something is missing",
  cant_tell: "Can't tell yet",
  skipped: "Skipped",
  broke: "Could not be checked",
};

export const RUNS_AS: Record<RunsAs, string> = {
  nobody: "nobody",
  admin: "administrator",
  integration: "integration user",
  both: "both",
};

export const AUTHENTICATION: Record<Authentication, string> = {
  basic: "User name and password",
  jwt: "Signed token (JWT)",
};

/** What became of a check since the run before, after its claim. */
export const DIRECTION: Record<Direction, string> = {
  mended: "holds now",
  broke: "held before, not any more",
  stays: "no effect yet",
  narrowed: "less than before",
  widened: "more than before",
  differs: "another finding than before",
};

/** The choices between forms of the steps: what is chosen, and each answer in words. */
const BRANCHES: Record<string, { label: string; question?: string; values: Record<string, string> }> = {
  authentication: {
    label: "How the integration signs in",
    values: AUTHENTICATION,
  },
  pages: {
    label: "Oracle's pages",
    question: "Do you see steps across the top when you edit a data role? Then your pages are classic ones.",
    values: { classic: "Classic, with steps across the top", redwood: "Redwood, all on one page" },
  },
  user: {
    label: "Integration user",
    values: { new: "A new user", existing: "A user that exists already" },
  },
  access: {
    label: "Where the access comes from",
    values: { "job-role": "A copied job role", "data-role": "A data role" },
  },
  key: {
    label: "Who holds the private key",
    values: { own: "Your company", vendor: "The vendor" },
  },
};

export function branchLabel(key: string): string {
  return BRANCHES[key]?.label ?? scenarioTitle(key);
}

/** By what a person tells which answer is theirs; empty where the answers say it themselves. */
export function branchQuestion(key: string): string | undefined {
  return BRANCHES[key]?.question;
}

export function branchValue(key: string, value: string): string {
  return BRANCHES[key]?.values[value] ?? scenarioTitle(value);
}

/** How a verdict is drawn. `warning` and `cant_tell` share a colour but neither the icon nor the word. */
export type Tone = "ok" | "bad" | "warn" | "wait" | "quiet";

export const VERDICT_TONE: Record<Verdict, Tone> = {
  passed: "ok",
  warning: "warn",
  failed: "bad",
  cant_tell: "warn",
  skipped: "quiet",
  broke: "warn",
};

/** What a step's two marks say to someone who does not see them: the person's claim, then what Oracle showed. */
export function stepState(claimed: Claim, observed: Observed): string {
  const claim = { todo: "to do", done: "done", waiting: "waiting", not_applicable: "not needed" }[claimed];
  const seen = { unknown: null, confirmed: "seen in Oracle", contradicted: "Oracle differs" }[observed];
  return seen ? `${claim}, ${seen}` : claim;
}

/** A scenario's name as a sentence: `no-data-security` becomes "No data security". */
export function scenarioTitle(name: string | null): string {
  if (name === null) return "A planted mistake";
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The faults of a guide as lines, to send to whoever wrote it. */
export function faultsText(faults: FaultView[]): string {
  return faults
    .map(({ place, path, message, expected, nearest }) =>
      [
        `${place}: ${message}`,
        path && `in ${path}`,
        expected && `expected: ${expected}`,
        nearest && `nearest: ${nearest}`,
      ]
        .filter(Boolean)
        .join("; "),
    )
    .join("\n");
}

/** Whether the one filled button of a step leads to a screen instead of claiming something. */
export function leadsToScreen(step: StepView): boolean {
  return step.kind === "verify" || step.kind === "hand_over";
}

/** What the one filled button of a step says. */
export function stepAction(step: StepView, last: boolean): string {
  if (step.kind === "verify") return "Verify in Oracle";
  if (step.kind === "hand_over") return "Hand over";
  return last ? "Done" : "Done, next step";
}
