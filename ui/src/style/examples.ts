/**
 * What the style page shows its parts with: setups of the backend in memory, and a state made of them where none of them
 * is in it.
 */
import type { Backend } from "../lib/backend/backend";
import type {
  BeforeView,
  CheckView,
  FaultView,
  GuideAsks,
  GuideSummary,
  HandOverView,
  PlannedRequest,
  ProblemView,
  ReadingView,
  ReceivedView,
  ReportView,
  ScenarioView,
  SecretView,
  SetupSummary,
  SetupView,
  StepView,
  Verdict,
} from "../lib/backend/bindings";
import { memory } from "../lib/backend/memory";
import { NEWER, OPEN_ELSEWHERE } from "../lib/backend/memory/desks";
import { FAULTS, OWN_GUIDE, OWN_GUIDE_ASKS } from "../lib/backend/memory/own_guide";
import { Model } from "../lib/model.svelte";
import type { KeyActions } from "../lib/keys";
import type { Row } from "../lib/run.svelte";

export type Examples = {
  setups: Record<"retail" | "bank" | "hotels" | "energy" | "airline" | "draft", SetupView>;
  practice: SetupView;
  model: Model;
  /** Of one setup: with everything proved and handed over before, and another's that is not proved. */
  handOver: { path: string; open: HandOverView; closed: HandOverView; received: ReceivedView };
  summaries: SetupSummary[];
  guides: GuideSummary[];
  ownGuide: { guide: GuideSummary; asks: GuideAsks; faults: FaultView[] };
  scenarios: ScenarioView[];
  planned: PlannedRequest[];
  problem: ProblemView;
  reading: ReadingView;
  newer: ReadingView;
  long: string;
  step: StepView;
  waiting: StepView;
  secrets: Record<string, SecretView>;
  report: ReportView;
  before: BeforeView[];
  rows: Row[];
  verdicts: CheckView[];
};

const VERDICTS: Record<Verdict, string> = {
  passed: "Holds",
  warning: "1 role more",
  failed: "Sees none",
  cant_tell: "Can't tell",
  skipped: "Not checked",
  broke: "This program failed",
};

const HOUR = 3_600_000;

export const NOW = Date.now();
export const at = (hours: number): string => new Date(NOW + hours * HOUR).toISOString();
export const nothing = (): void => undefined;
export const never = (): Promise<null> => Promise.resolve(null);
export const yes = (): Promise<boolean> => Promise.resolve(true);

export const KEYS: KeyActions = {
  make: () => Promise.resolve(null),
  bring: () => Promise.resolve(null),
  choose: () => Promise.resolve(null),
  copy: () => Promise.resolve(true),
  save: () => Promise.resolve("/home/you/example.pem"),
  forget: () => Promise.resolve(),
  upload: () => Promise.resolve(null),
};

function ok<T>(answer: { ok: T } | { problem: ProblemView }): T {
  if ("problem" in answer) throw new Error(answer.problem.title);
  return answer.ok;
}

export async function examples(): Promise<Examples> {
  const backend = memory({ start: "long", keychain: "ready", opens: null, pace: 0 });
  const { setups: summaries } = ok(await backend.home());
  const named = async (name: string): Promise<SetupView> =>
    ok(await backend.openSetup(summaries.find((one) => one.name === name)?.path ?? "", "work"));
  const setups = {
    retail: await named("Example Retail"),
    bank: await named("Example Bank"),
    hotels: await named("Example Hotels"),
    energy: await named("Example Energy"),
    airline: await named("Example Airline"),
    draft: await named("Draft for Monday's call"),
  };
  const steps = setups.retail.stages.flatMap((stage) => stage.steps);
  const step = steps.find(({ id }) => id === "name-the-copy");
  const waiting = steps.find(({ claimed }) => claimed === "waiting");
  const report = setups.bank.last;
  const failed = report?.checks.find(({ verdict }) => verdict === "failed");
  const refused = await backend.openSetup("/nowhere/lost.oraclesetup", "work");
  if (!step || !waiting || !report || !failed || "ok" in refused) throw new Error("an example is missing");
  const verdicts = (Object.entries(VERDICTS) as [Verdict, string][]).map(([verdict, result]): CheckView => ({
    ...failed,
    id: verdict,
    verdict,
    result,
    problem: verdict === "passed" || verdict === "skipped" ? null : failed.problem,
    because: verdict === "skipped" ? "The administrator's sign-in was not given." : null,
  }));
  const [first, second, third] = report.checks;
  if (!first || !second || !third) throw new Error("a check is missing");
  return {
    setups,
    practice: ok(await backend.practise(setups.bank.guide_id, "no-data-security")),
    model: new Model(backend),
    handOver: await handOverOf(backend, setups.hotels.path, setups.energy.path),
    summaries,
    guides: ok(await backend.guides()),
    ownGuide: { guide: OWN_GUIDE, asks: OWN_GUIDE_ASKS, faults: FAULTS },
    scenarios: ok(await backend.scenarios()).slice(0, 12),
    planned: ok(await backend.plannedRequests(setups.retail.path)),
    problem: refused.problem,
    reading: OPEN_ELSEWHERE,
    newer: NEWER,
    long: summaries[0]?.name ?? "",
    step,
    waiting,
    secrets: await secretsOf(),
    report,
    before: setups.bank.compared?.before ?? [],
    rows: [
      { state: "finished", check: first },
      { state: "running", since: Date.now(), check: { ...second, asked_for: true } },
      { state: "running", since: Date.now() - 8000, check: { ...third, asked_for: true } },
      { state: "pending", check: { ...failed, asked_for: true } },
    ],
    verdicts,
  };
}

async function handOverOf(backend: Backend, path: string, other: string): Promise<Examples["handOver"]> {
  const to = "/home/you/Documents/example hand-over.age";
  const recipients = ["age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa"];
  ok(await backend.sealHandOver(path, { recipients, to, replace: false, unverified: null }, false));
  ok(await backend.recordHandOver(path, "form", "Agreed with security on Monday"));
  return {
    path,
    open: ok(await backend.handOver(path)),
    closed: ok(await backend.handOver(other)),
    received: ok(await backend.openHandOver({ file: "example.age", key_file: null, passphrase: null })),
  };
}

async function secretsOf(): Promise<Record<string, SecretView>> {
  const states = { "asked for": "ready", locked: "locked", missing: "missing" } as const;
  const found: Record<string, SecretView> = {};
  for (const [name, keychain] of Object.entries(states)) {
    const backend = memory({ start: "busy", keychain, opens: null, pace: 0 });
    const path = ok(await backend.home()).setups[0]?.path ?? "";
    found[name] = ok(await backend.openSetup(path, "work")).secret;
  }
  const ready = found["asked for"];
  if (ready)
    Object.assign(found, {
      stored: { ...ready, state: "stored" },
      "in memory": { ...ready, state: "memory" },
      "waiting for the keychain": found["locked"],
    });
  return found;
}
