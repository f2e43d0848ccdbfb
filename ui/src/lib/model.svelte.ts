/**
 * The window's one reactive model: what the core said last, and which screen shows it.
 *
 * It mirrors and routes. Deliberately not here: what a step or a verdict means, what may be done, and any word about a
 * finding; all of that arrives from the core. No secret is ever held here.
 */
import { createContext } from "svelte";
import type { Answer, Backend } from "./backend/backend";
import type * as B from "./backend/bindings";
import { Call } from "./call.svelte";
import { Desktop } from "./desktop.svelte";
import { plain } from "./rich";
import type { Job } from "./words";
import { Run, WHOLE } from "./run.svelte";

export type Route =
  | { screen: "home" }
  | { screen: "new"; guided: boolean; /** A vendor's own guide to look at first: its path. */ guide?: string }
  | { screen: "practice"; as: Job }
  | { screen: "receive" }
  | { screen: "walk"; step: string }
  | { screen: "verify"; part: B.Part }
  | { screen: "handover" }
  | { screen: "merge" };

/** A change that was not made, because somebody else changed the same thing meanwhile. */
export type Clash = { path: string; change: B.SetupChange; problem: B.ProblemView };

export class Model {
  readonly backend: Backend;
  route = $state.raw<Route>({ screen: "home" });
  /** Nothing stands on the window yet: it is not known whether it begins with a setup or at home. */
  starting = $state(true);
  /** Counts arrivals at a screen or step, so that the focus can follow each one. */
  arrivals = $state(0);
  home = $state.raw<B.HomeView | null>(null);
  guides = $state.raw<B.GuideSummary[]>([]);
  scenarios = $state.raw<B.ScenarioView[]>([]);
  setup = $state.raw<B.SetupView | null>(null);
  run = $state.raw<Run | null>(null);
  /** The refusal that the person has not put away yet. */
  problem = $state.raw<B.ProblemView | null>(null);
  /** The change that waits for the person to say whose counts. */
  clash = $state.raw<Clash | null>(null);
  /** When somebody else's change of the open setup was noticed last, until the person puts that away. */
  news = $state<number | null>(null);
  /** Counts decisions about a clash: fields show anew what stands there then. */
  settled = $state(0);
  /** What a screen reader says next, politely. */
  said = $state("");
  preferences = $state.raw<Required<B.Preferences>>({
    theme: "system",
    text_size: 100,
    clipboard_seconds: 30,
    ca_file: null,
    log_level: "information",
  });
  theme: B.Theme = $derived(this.preferences.theme);
  /** The company's certificate authority that is trusted beside the system's: a path. */
  caFile: string | null = $derived(this.preferences.ca_file);
  readonly desktop: Desktop = new Desktop(this);
  /** The panel with the facts of the open setup stands open. */
  details = $state(false);
  /** The guided call that is under way. */
  call = $state.raw<Call | null>(null);
  /** The name under which somebody reviews; kept while the window is open. */
  reviewer = $state("");
  /** The keychain was asked and has not answered: its prompt may stand behind this window. */
  unlocking = $state(false);
  /** The time that every age and wait is told by, in milliseconds; ticks while the window is open. */
  now = $state(Date.now());
  #started: Promise<unknown> | null = null;
  #appeared: Promise<unknown> | null = null;
  /** Changes are sent one after another, so that an older answer never replaces a newer one. */
  #line: Promise<unknown> = Promise.resolve();
  #seen: string | null = null;
  /** The refusal that a look for others' changes met last: it is told once. */
  #missed: string | null = null;

  constructor(backend: Backend) {
    this.backend = backend;
  }

  steps: B.StepView[] = $derived(this.setup?.stages.flatMap((stage) => stage.steps) ?? []);

  step: B.StepView | null = $derived.by(() => {
    const route = this.route;
    return route.screen === "walk" ? (this.steps.find((step) => step.id === route.step) ?? null) : null;
  });

  /** Asks for all that the window shows; however often it is called, once. */
  start(): Promise<unknown> {
    return (this.#started ??= Promise.all([this.appear(), this.#furnish(), this.desktop.watch()]));
  }

  /** Asks for what the first picture shows, before the rest. */
  appear(): Promise<unknown> {
    return (this.#appeared ??= Promise.all([this.#begin(), this.#prefer()]));
  }

  /** The value, or null after the refusal has been put before the person. */
  take<T>(answer: Answer<T>): T | null {
    if ("ok" in answer) return answer.ok;
    this.problem = answer.problem;
    return null;
  }

  go(route: Route): void {
    this.problem = null;
    this.route = route;
    if (route.screen === "walk") {
      this.#seen = route.step;
      void this.call?.show(route.step);
    }
    // What a partial run brought is news, not a result to come back to.
    if (route.screen !== "verify" && this.run?.state === "ended") this.run = null;
    this.arrive();
  }

  /** Something new stands on this screen: the focus goes to its heading. */
  arrive(): void {
    this.arrivals += 1;
  }

  say(words: string): void {
    // The same words twice are only spoken twice if the region was empty between them.
    this.said = "";
    queueMicrotask(() => (this.said = words));
  }

  async readHome(): Promise<void> {
    this.home = this.take(await this.backend.home()) ?? this.home;
  }

  async goHome(): Promise<void> {
    await this.#line;
    if (this.setup?.review) await this.backend.endReview(this.setup.path);
    await this.backend.putAway();
    await this.readHome();
    this.go({ screen: "home" });
    this.setup = null;
    this.run = null;
    this.endCall();
    this.news = null;
  }

  /** Looks whether others changed what stands on the window. Nothing happens where nobody did. */
  async catchUp(): Promise<void> {
    if (this.setup) await this.#inLine(() => this.#catchUpWith(this.setup?.path ?? ""));
    else if (this.route.screen === "home" && this.home) {
      const answer = await this.backend.homeAgain();
      if ("ok" in answer) this.home = answer.ok ?? this.home;
    }
  }

  /** The person says what is to stand in the place of a clash: what is there now, or another change. */
  async settle(change: B.SetupChange | null): Promise<void> {
    const clash = this.clash;
    this.clash = null;
    if (clash && change) await this.changeIn(clash.path, change);
    this.settled += 1;
  }

  /** Leads back to the step that was last on screen. */
  goBackToStep(): void {
    if (this.#seen === null) this.goToWork();
    else this.goToStep(this.#seen);
  }

  /** Leads to the first step that is still to do, or to the last one. */
  goToWork(): void {
    const next = this.steps.find((step) => step.claimed === "todo") ?? this.steps.at(-1);
    if (next) this.go({ screen: "walk", step: next.id });
  }

  /** Leads to the first step in which Oracle differs, or else to the beginning. */
  goToReview(): void {
    const first = this.steps.find((step) => step.observed === "contradicted") ?? this.steps[0];
    if (first) this.go({ screen: "walk", step: first.id });
  }

  goToStep(step: string): void {
    this.go({ screen: "walk", step });
  }

  /** The step after this one, in the guide's order, or null at the end. */
  after(step: string): B.StepView | null {
    return this.#beside(step, 1);
  }

  before(step: string): B.StepView | null {
    return this.#beside(step, -1);
  }

  /** A refusal is put before the person; the answer says whether the setup is open now. */
  async open(path: string): Promise<boolean> {
    return this.#enter(await this.backend.openSetup(path, "work"));
  }

  /** What a person may do about a setup that can only be read. */
  async accept(offer: B.Offer): Promise<boolean> {
    const path = this.setup?.path ?? "";
    if (offer === "take_copy") return this.#enter(await this.backend.takeCopy(path));
    return this.#enter(await this.backend.openSetup(path, offer));
  }

  /** Opens a setup to be read: nothing reaches Oracle from then on. Gives the refusal back to the form. */
  async review(path: string): Promise<B.ProblemView | null> {
    const answer = await this.backend.reviewSetup(path);
    if ("problem" in answer) return answer.problem;
    this.#enter(answer);
    return null;
  }

  /** The review is over: the setup can be worked on, with Oracle. */
  async endReview(): Promise<void> {
    const path = this.setup?.path;
    if (path !== undefined && this.#mirror(path, await this.backend.endReview(path))) this.arrive();
  }

  /** Asks the keychain anew: it may be there, or unlocked, by now. */
  async lookForKeychain(): Promise<void> {
    const setup = this.setup;
    if (!setup || setup.review || setup.practice) return;
    const answer = await this.backend.secretState(setup.path);
    if ("ok" in answer && this.setup?.path === setup.path) this.setup = { ...this.setup, secret: answer.ok };
  }

  startCall(): void {
    const setup = this.setup;
    if (setup) this.call = new Call(this.backend, setup.path, setup.guide_minutes);
  }

  /** Ends the call and closes the window that was shared. */
  endCall(): void {
    if (this.call?.presenting) void this.backend.stopPresenting();
    this.call = null;
  }

  /** The file that the person picks in the system's own dialog, or null. */
  async chooseSetup(): Promise<string | null> {
    return this.take(await this.backend.chooseSetup());
  }

  /** Like `open`, for a form: the refusal goes back to the field. */
  async tryOpen(path: string): Promise<B.ProblemView | null> {
    const answer = await this.backend.openSetup(path, "work");
    if ("problem" in answer) return answer.problem;
    this.#enter(answer);
    return null;
  }

  /** Gives the refusal back, because it belongs to a field of the form. */
  async create(form: B.NewSetupForm): Promise<B.ProblemView | null> {
    const answer = await this.backend.newSetup(form);
    if ("problem" in answer) return answer.problem;
    this.#enter(answer);
    return null;
  }

  /** Without a scenario a mistake is planted, and nobody is told which. */
  async practise(guide: string, scenario: string | null, as: Job = "alone"): Promise<boolean> {
    const entered = this.#enter(await this.backend.practise(guide, scenario));
    if (entered && as === "call") this.startCall();
    if (entered && as === "review") return this.#rehearse();
    return entered;
  }

  /** Somebody else's work for whoever practises a review: every step claimed, and Oracle asked. */
  async #rehearse(): Promise<boolean> {
    const path = this.setup?.path ?? "";
    for (const { id, kind } of this.steps)
      if (kind === "do" || kind === "wait")
        await this.change({ change: "claim", step: id, claim: "done", waiting_for: null });
    this.take(await this.backend.verify(path, null, WHOLE, false, () => undefined));
    return (await this.review(path)) === null;
  }

  switchPractice(scenario: string | null): Promise<boolean> {
    return this.#restage((path) => this.backend.switchPractice(path, scenario));
  }

  revealPractice(): Promise<boolean> {
    return this.#restage((path) => this.backend.revealPractice(path));
  }

  resetPractice(): Promise<boolean> {
    return this.#restage((path) => this.backend.resetPractice(path));
  }

  /** What a reset undoes; null after a refusal. */
  async practiceChanges(): Promise<string[] | null> {
    return this.take(await this.backend.practiceChanges(this.setup?.path ?? ""));
  }

  async openPractice(page: B.PracticePage): Promise<void> {
    this.take(await this.backend.openPractice(this.setup?.path ?? "", page));
  }

  /** True once the change is on disk. A refusal is put before the person. */
  change(change: B.SetupChange): Promise<boolean> {
    return this.changeIn(this.setup?.path ?? "", change);
  }

  /** `change` for a setup that may no longer be the one on screen, such as a note that is sent on leaving. */
  changeIn(path: string, change: B.SetupChange): Promise<boolean> {
    return this.#inLine(async () => {
      const answer = await this.backend.changeSetup(path, change);
      if (!("problem" in answer) || answer.problem.code !== "changed_by_another")
        return this.#mirror(path, answer);
      await this.#catchUpWith(path);
      this.clash = { path, change, problem: answer.problem };
      return false;
    });
  }

  /** Brings a copy in; the refusal goes back to the screen. */
  bringIn(theirs: string, choices: B.Choice[]): Promise<B.ProblemView | null> {
    return this.#try((path) => this.backend.bringIn(path, theirs, choices));
  }

  /** Shows the setups of another folder; the refusal goes back to the field. */
  async showFolder(folder: string): Promise<B.ProblemView | null> {
    const answer = await this.backend.setFolder(folder);
    if ("problem" in answer) return answer.problem;
    this.home = answer.ok;
    return null;
  }

  /** Like `change`, for a form: the refusal goes back to the field that it belongs to. */
  tryChange(change: B.SetupChange): Promise<B.ProblemView | null> {
    return this.#try((path) => this.backend.changeSetup(path, change));
  }

  /** Makes the integration user's key pair; the refusal goes back to the form. */
  makeKey(days: number): Promise<B.ProblemView | null> {
    return this.#try((path) => this.backend.makeKey(path, days));
  }

  importKey(form: B.KeyForm): Promise<B.ProblemView | null> {
    return this.#try((path) => this.backend.importKey(path, form));
  }

  /** The refusal goes back to the panel. */
  async uploadToPractice(): Promise<B.ProblemView | null> {
    const answer = await this.backend.uploadToPractice(this.setup?.path ?? "");
    return "problem" in answer ? answer.problem : null;
  }

  /** Saves the certificate where the person says; gives the path, or null. */
  async saveCertificate(): Promise<string | null> {
    const path = this.setup?.path ?? "";
    const suggested = this.take(await this.backend.suggestedExport(path, "certificate"));
    const to = suggested === null ? null : this.take(await this.backend.chooseExport(suggested));
    // The system's own dialog has asked about replacing already.
    return to === null ? null : this.take(await this.backend.exportFile(path, "certificate", to, true));
  }

  /** A file that the person picks in the system's own dialog, or null. */
  async chooseFile(): Promise<string | null> {
    return this.take(await this.backend.chooseFile());
  }

  async keepSecret(secret: string, where: B.Place): Promise<boolean> {
    const path = this.setup?.path;
    if (path === undefined) return false;
    this.unlocking = where === "keychain" && this.setup?.secret.keychain.state === "locked";
    const answer = await this.backend.keepSecret(path, secret, where);
    this.unlocking = false;
    return this.#mirrorSecret(path, answer);
  }

  async forgetSecret(): Promise<boolean> {
    const path = this.setup?.path;
    return path !== undefined && this.#mirrorSecret(path, await this.backend.forgetSecret(path));
  }

  /**
   * Runs the verification, or the named part of it. The run's rows fill while it is under way.
   *
   * `oracleChanged` sends a secret once more that Oracle refused before.
   */
  async verify(admin: B.AdminForm | null, part: B.Part, oracleChanged = false): Promise<void> {
    const setup = this.setup;
    if (!setup || this.run?.state === "running") return;
    this.problem = null;
    const run = new Run(part);
    this.run = run;
    this.arrive();
    await this.#line;
    const watch = (event: B.RunEvent): void => run.take(event);
    const answer = await this.backend.verify(setup.path, admin, part, oracleChanged, watch);
    run.state = "ended";
    const stopped = run.cancelled && "problem" in answer;
    const kept = !stopped && this.#mirror(setup.path, answer);
    if (this.run !== run) return;
    if (!kept || part.part === "whole") this.run = null;
    if (stopped) this.say("The verification was stopped.");
    if (this.route.screen !== "verify") return;
    this.arrive();
    if (kept) this.#tellFindings();
  }

  /** The heading says how many there are as the focus comes to it; what they are is told once, after it. */
  #tellFindings(): void {
    const checks = (this.setup?.latest ?? this.setup?.last)?.checks ?? [];
    const found = checks.flatMap(({ problem }) => (problem ? [plain(problem.title)] : []));
    if (found.length > 0) this.say(`Found: ${found.join(". ")}.`);
  }

  async cancelVerify(): Promise<void> {
    if (!this.setup || !this.run) return;
    this.run.cancelled = true;
    this.take(await this.backend.cancelVerify(this.setup.path));
  }

  async copy(text: string, what: string): Promise<boolean> {
    const answer = await this.backend.copyText(text);
    this.take(answer);
    if ("problem" in answer) return false;
    this.say(`Copied: ${what}`);
    return true;
  }

  /** Like `copy`, for a secret that the window shows: it leaves the clipboard again after a time. */
  async copySecret(secret: string, what: string): Promise<boolean> {
    const answer = await this.backend.copySecret(secret);
    this.take(answer);
    if ("problem" in answer) return false;
    this.say(`Copied for ${String(this.preferences.clipboard_seconds)} seconds: ${what}`);
    return true;
  }

  /** Holds at once, and is kept. */
  async prefer(change: Partial<B.Preferences>): Promise<void> {
    this.preferences = { ...this.preferences, ...change };
    this.take(await this.backend.setPreferences(this.preferences));
  }

  /** The refusal goes back to the form; null trusts the system's authorities alone. */
  async trust(file: string | null): Promise<B.ProblemView | null> {
    const preferences = { ...this.preferences, ca_file: file };
    const answer = await this.backend.setPreferences(preferences);
    if ("problem" in answer) return answer.problem;
    this.preferences = preferences;
    return null;
  }

  /** Puts a setup into the trash. The refusal goes back to the dialog; a setup that was open is left. */
  async deleteSetup(path: string, forget: boolean): Promise<B.ProblemView | null> {
    await this.#line;
    const answer = await this.backend.deleteSetup(path, forget);
    if ("problem" in answer) return answer.problem;
    await this.goHome();
    return null;
  }

  #beside(step: string, distance: number): B.StepView | null {
    const at = this.steps.findIndex((one) => one.id === step);
    return at === -1 ? null : (this.steps[at + distance] ?? null);
  }

  /** Into the setup that the program was started with, else home, where a refusal of it stands. */
  async #begin(): Promise<void> {
    if (!this.#enter(await this.backend.opening())) await this.readHome();
    this.starting = false;
  }

  async #prefer(): Promise<void> {
    const preferences = await this.backend.preferences();
    if ("ok" in preferences) this.preferences = { ...this.preferences, ...preferences.ok };
  }

  async #furnish(): Promise<void> {
    const [guides, scenarios] = await Promise.all([this.backend.guides(), this.backend.scenarios()]);
    this.guides = this.take(guides) ?? [];
    this.scenarios = this.take(scenarios) ?? [];
  }

  #enter(answer: Answer<B.SetupView | null>): boolean {
    const setup = this.take(answer);
    if (!setup) return false;
    this.endCall();
    this.setup = setup;
    this.run = null;
    this.news = null;
    this.#seen = null;
    this.#missed = null;
    if (setup.review) this.goToReview();
    else this.goToWork();
    return true;
  }

  async #catchUpWith(path: string): Promise<void> {
    if (this.setup?.path !== path || this.run?.state === "running") return;
    const answer = await this.backend.lookAgain(path);
    if ("problem" in answer) {
      if (this.#missed !== answer.problem.code) this.problem = answer.problem;
      this.#missed = answer.problem.code;
      return;
    }
    this.#missed = null;
    if (!answer.ok || this.setup.path !== path) return;
    this.setup = answer.ok;
    this.news = Date.now();
    this.say("Somebody else changed this setup. You see it as it is now.");
    // A guide that was changed may no longer have the step that stood here.
    if (this.route.screen === "walk" && !this.step) this.goToWork();
  }

  #inLine<T>(turn: () => Promise<T>): Promise<T> {
    const done = this.#line.then(turn);
    this.#line = done.catch(() => undefined);
    return done;
  }

  /** Asks for a change of the open setup in turn; gives the refusal back. */
  #try(ask: (path: string) => Promise<Answer<B.SetupView>>): Promise<B.ProblemView | null> {
    const path = this.setup?.path ?? "";
    return this.#inLine(async () => {
      const answer = await ask(path);
      if ("problem" in answer) {
        // The next attempt is made by somebody who can see what stands there.
        if (answer.problem.code === "changed_by_another") await this.#catchUpWith(path);
        return answer.problem;
      }
      this.#mirror(path, answer);
      return null;
    });
  }

  /** Changes the practice Oracle of the open setup: a run of before says nothing of it any more. */
  async #restage(ask: (path: string) => Promise<Answer<B.SetupView>>): Promise<boolean> {
    const path = this.setup?.path;
    if (path === undefined) return false;
    const kept = this.#mirror(path, await ask(path));
    if (kept) this.run = null;
    return kept;
  }

  #mirror(path: string, answer: Answer<B.SetupView>): boolean {
    const setup = this.take(answer);
    if (!setup) return false;
    if (this.setup?.path === path) this.setup = setup;
    return true;
  }

  #mirrorSecret(path: string, answer: Answer<B.SecretView>): boolean {
    const secret = this.take(answer);
    if (!secret) return false;
    // A secret that was typed anew or forgotten has not been refused.
    if (this.setup?.path === path) this.setup = { ...this.setup, secret, refused_at: null };
    return true;
  }
}

/** How a screen reaches the model. Parts do not: they take props. */
export const [useModel, provideModel] = createContext<Model>();
