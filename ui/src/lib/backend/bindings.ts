// What crosses between window and core. Written by hand to begin with; generated from the Rust types from then on.

export type Environment = "production" | "test" | "development" | "demo" | "practice";
export type Verdict = "passed" | "warning" | "failed" | "cant_tell" | "skipped" | "broke";
export type Claim = "todo" | "done" | "waiting" | "not_applicable";
export type Observed = "unknown" | "confirmed" | "contradicted";
export type RunsAs = "nobody" | "admin" | "integration" | "both";
export type Authentication = "basic" | "jwt";

/** Text that may hold **bold** (a label of Oracle's) and `code`; nothing else is markup. */
export type Rich = string;

/** A refusal or a finding in words. `code` is final (contract); the words are for people. */
export type ProblemView = { code: string; title: string; meaning: Rich; remedy: Rich };

export type GuideSummary = {
  id: string;
  vendor: string;
  summary: string;
  minutes: number;
  steps: number;
  /** The vendor gives each customer its own list of roles, so the new-setup form asks for it. */
  asks_for_roles: boolean;
  /** e.g. "Job requisitions": what the integration will read, for the choice of guide. */
  reads: string[];
  authentications: Authentication[];
};

export type AddressView = {
  host: string;
  subdomain: string | null;
  origin: string;
  environment: Environment;
  /** One sentence on what was cleaned away, or null. "Took away the path and https://." */
  cleaned: string | null;
};

export type LastVerdict = { verdict: Verdict; finished_at: string; partial: boolean };

export type SetupSummary = {
  path: string;
  name: string;
  vendor: string;
  host: string | null;
  environment: Environment | null;
  done: number;
  total: number;
  last: LastVerdict | null;
  /** What it waits for, in words, or null. */
  waiting_for: string | null;
  next_step: string | null;
  /** The file can not be opened: why. The other fields are then empty. */
  problem: ProblemView | null;
};

export type KeychainState = "ready" | "locked" | "missing";
export type KeychainView = { state: KeychainState; title: string; meaning: Rich; remedy: Rich };

export type HomeView = { setups: SetupSummary[]; folder: string };

export type NewSetupForm = {
  guide: string;
  name: string;
  address: string;
  user: string;
  authentication: Authentication;
  /** Any text; role codes are found in it. Empty: not known yet. */
  roles: string;
  requisition: string;
};

export type FieldProblem = { field: string; problem: ProblemView };

export type ValueView = { label: string; value: string; copyable: boolean };
export type IfNotView = { when: string; then: Rich };
export type LinkView = { label: string; url: string };

export type StepView = {
  id: string;
  number: number;
  title: string;
  why: Rich;
  path: string[];
  instructions: Rich[];
  values: ValueView[];
  see: Rich | null;
  if_not: IfNotView[];
  minutes: number;
  who: string;
  /** Opens the right page of this pod (or of the practice Oracle) in the browser. */
  link: LinkView | null;
  /** For the customer success manager beside the administrator. */
  ask: string | null;
  sees: string | null;
  /** "wait" steps count the time since they began; "verify" and "hand_over" lead to their screens. */
  kind: "do" | "wait" | "verify" | "hand_over";
  claimed: Claim;
  observed: Observed;
  /** The finding that contradicts the claim, in words, or null. */
  contradiction: ProblemView | null;
  note: string;
  owner: string;
  waiting_for: string | null;
  waiting_since: string | null;
  /** A check observes this step, so that "Check this in Oracle" makes sense. */
  checks: string[];
};

export type StageView = { id: string; title: string; done: number; total: number; steps: StepView[] };

export type RequestView = { method: string; path: string; status: number | null; ms: number; started_ms: number };

export type StepLink = { id: string; title: string };

export type CheckView = {
  id: string;
  subject: string | null;
  runs_as: RunsAs;
  verdict: Verdict;
  /** What is claimed: "The copied role exists". */
  claim: string;
  /** The result in a word or three: "Holds", "Sees none", "1 role more", "Skipped". */
  result: string;
  problem: ProblemView | null;
  /** Why it was skipped, in words, or null. */
  because: string | null;
  step: StepLink | null;
  requests: RequestView[];
};

export type VisibilityView = { label: string; admin: number | null; integration: number | null };

export type ReportView = {
  verdict: Verdict;
  /** "One thing is missing", "Everything holds". */
  title: string;
  summary: string;
  started_at: string;
  finished_at: string;
  partial: boolean;
  checks: CheckView[];
  visibility: VisibilityView[];
};

/** While a run is under way: each check as it starts and ends. */
export type RunEvent =
  | { kind: "planned"; checks: CheckView[]; requests: PlannedRequest[] }
  | { kind: "started"; id: string; subject: string | null }
  | { kind: "finished"; check: CheckView };

export type PlannedRequest = { runs_as: RunsAs; method: string; path: string };

export type SecretState = "none" | "stored" | "memory";
export type SecretView = { state: SecretState; keychain: KeychainView };

export type PracticeView = { scenario: string; learn: string; origin: string; console: string; admin_user: string };

export type SetupView = {
  path: string;
  name: string;
  vendor: string;
  guide_id: string;
  guide_minutes: number;
  host: string | null;
  environment: Environment | null;
  user: string | null;
  authentication: Authentication;
  role_name: string | null;
  role_code: string | null;
  /** null: the vendor's list is not known yet. */
  required_roles: string[] | null;
  requisition: string | null;
  stages: StageView[];
  done: number;
  total: number;
  minutes_left: number;
  last: ReportView | null;
  secret: SecretView;
  practice: PracticeView | null;
  read_only: boolean;
  /** Things the person must know: damage that was found, a newer format. */
  notices: string[];
};

/** One change of a setup. The answer comes when it is on disk. */
export type SetupChange =
  | { change: "claim"; step: string; claim: Claim; waiting_for: string | null }
  | { change: "note"; step: string; note: string }
  | { change: "owner"; step: string; owner: string }
  | { change: "name"; name: string }
  | { change: "address"; address: string }
  | { change: "user"; user: string }
  | { change: "roles"; roles: string }
  | { change: "no_roles" }
  | { change: "requisition"; requisition: string };

/** The administrator's credential lives for one run and is never kept. In practice mode leave it null: it is filled in. */
export type AdminForm = { user: string; password: string };

export type SheetField = { id: string; label: string; value: string };
export type SheetView = { fields: SheetField[]; verdict: Verdict | null; verified_at: string | null; headline: string };

export type ScenarioView = { name: string; learn: string };

export type Theme = "system" | "light" | "dark";
export type Preferences = { theme: Theme };
