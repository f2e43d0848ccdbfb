import type * as B from "./bindings";
import type { HandOverBackend } from "./handover";

/** A command either gives its value or a refusal in words. It never throws. */
export type Answer<T> = { ok: T } | { problem: B.ProblemView };

/** Everything that the window may ask of the core. `tauri.ts` is the real one, `memory.ts` the one for tests and design. */
export interface Backend extends HandOverBackend {
  home(): Promise<Answer<B.HomeView>>;
  /** The same where anything changed since it was asked for, by whomever; else null. */
  homeAgain(): Promise<Answer<B.HomeView | null>>;
  /** What the program was started with: a setup's file, or practice. Null when it was started by itself. */
  opening(): Promise<Answer<B.SetupView | null>>;
  guides(): Promise<Answer<B.GuideSummary[]>>;
  checkAddress(text: string): Promise<Answer<B.AddressView>>;
  /** A guide of a person's own, looked over before it can be chosen. Faults in it are what was found, no refusal. */
  lookAtGuide(path: string): Promise<Answer<B.GuideLook>>;
  /** With a setup, the codes that it makes are known too. */
  findRoles(text: string, guide: string, setup: string | null): Promise<Answer<B.RoleView[]>>;
  newSetup(form: B.NewSetupForm): Promise<Answer<B.SetupView>>;
  openSetup(path: string, how: B.Opening): Promise<Answer<B.SetupView>>;
  /** Opens it for review: nothing reaches Oracle until that is over. */
  reviewSetup(path: string): Promise<Answer<B.SetupView>>;
  endReview(path: string): Promise<Answer<B.SetupView>>;
  /** The setup as it is now where somebody else changed it since it was shown; else null. */
  lookAgain(path: string): Promise<Answer<B.SetupView | null>>;
  /** Others are no longer told that a setup is open here. */
  putAway(): Promise<Answer<null>>;
  /** Where a copy for review would go: a full path that nothing has yet. */
  suggestedCopy(path: string): Promise<Answer<string>>;
  /** Writes a copy with no more of who and when than `carry` says; gives the path. */
  sendCopy(path: string, carry: B.Carry, to: string): Promise<Answer<string>>;
  /** Takes a copy of a setup that somebody else works on, and opens it. */
  takeCopy(path: string): Promise<Answer<B.SetupView>>;
  /** What bringing a copy in would do. Nothing is written. */
  compareCopy(path: string, theirs: string): Promise<Answer<B.MergeView>>;
  /** Refused with `merge_unresolved` where something is left to choose. */
  bringIn(path: string, theirs: string, choices: B.Choice[]): Promise<Answer<B.SetupView>>;
  reminders(path: string): Promise<Answer<B.ReminderView[]>>;
  /** What waits on whom, over all setups of the folder. */
  waits(): Promise<Answer<B.WaitsView>>;
  /** Shows another folder from now on. */
  setFolder(folder: string): Promise<Answer<B.HomeView>>;
  suggestedList(what: B.ListExport): Promise<Answer<string>>;
  /** Refused with `file_exists` unless `replace`. Gives the full path written. */
  exportList(what: B.ListExport, to: string, replace: boolean): Promise<Answer<string>>;
  /** The system's own dialog for a folder; null when the person cancels. */
  chooseFolder(): Promise<Answer<string | null>>;
  /** The system's own open dialog; null when the person cancels. */
  chooseSetup(): Promise<Answer<string | null>>;
  /** Into the system's trash; with `forget`, what is kept of its secret on this computer goes first. */
  deleteSetup(path: string, forget: boolean): Promise<Answer<null>>;
  changeSetup(path: string, change: B.SetupChange): Promise<Answer<B.SetupView>>;
  /** Without a scenario a mistake is planted, and nobody is told which. */
  practise(guide: string, scenario: string | null): Promise<Answer<B.SetupView>>;
  scenarios(): Promise<Answer<B.ScenarioView[]>>;
  switchPractice(path: string, scenario: string | null): Promise<Answer<B.SetupView>>;
  /** Tells which mistake was planted. */
  revealPractice(path: string): Promise<Answer<B.SetupView>>;
  /** What a reset of the practice Oracle undoes, one sentence each. */
  practiceChanges(path: string): Promise<Answer<string[]>>;
  resetPractice(path: string): Promise<Answer<B.SetupView>>;
  /** Opens a page of the practice console in the browser. */
  openPractice(path: string, page: B.PracticePage): Promise<Answer<null>>;
  keepSecret(path: string, secret: string, where: B.Place): Promise<Answer<B.SecretView>>;
  /** Where the secret is by now: a keychain may appear, or be unlocked, later. */
  secretState(path: string): Promise<Answer<B.SecretView>>;
  forgetSecret(path: string): Promise<Answer<B.SecretView>>;
  /** Makes the integration user's key pair. Its certificate is valid for so many days. */
  makeKey(path: string, days: number): Promise<Answer<B.SetupView>>;
  importKey(path: string, form: B.KeyForm): Promise<Answer<B.SetupView>>;
  /** Has the practice Oracle trust the setup's certificate, as an upload on its page would. */
  uploadToPractice(path: string): Promise<Answer<null>>;
  plannedRequests(path: string): Promise<Answer<B.PlannedRequest[]>>;
  /** `oracleChanged`: the secret that Oracle refused was changed there since, so it may be sent once more. */
  verify(
    path: string,
    admin: B.AdminForm | null,
    part: B.Part,
    oracleChanged: boolean,
    watch: (event: B.RunEvent) => void,
  ): Promise<Answer<B.SetupView>>;
  cancelVerify(path: string): Promise<Answer<null>>;
  openStep(path: string, step: string): Promise<Answer<null>>;
  /** The page on which a signed-in browser shows the administrator's token. */
  openTokenPage(path: string): Promise<Answer<null>>;
  /** The page on which the guide says that help is to be had; it is shown in full beside the button. */
  openHelpPage(path: string): Promise<Answer<null>>;
  /** Prints what the window shows for paper. */
  printPage(): Promise<Answer<null>>;
  copyText(text: string): Promise<Answer<null>>;
  /** A secret that the window shows: it leaves the clipboard again after the time that the person prefers. */
  copySecret(secret: string): Promise<Answer<null>>;
  sheet(path: string): Promise<Answer<B.SheetView>>;
  /** Where an export would go if the person does not choose: a full path. */
  suggestedExport(path: string, what: B.Export): Promise<Answer<string>>;
  /** The system's own save dialog; null when the person cancels. */
  chooseExport(suggested: string): Promise<Answer<string | null>>;
  /** The system's own open dialog for any file, such as a certificate; null when the person cancels. */
  chooseFile(): Promise<Answer<string | null>>;
  /** Refused with `file_exists` unless `replace`. Gives the full path written. */
  exportFile(path: string, what: B.Export, to: string, replace: boolean): Promise<Answer<string>>;
  /** Shows a step in the second window, which opens where it is not there yet. */
  present(path: string, step: string): Promise<Answer<null>>;
  /** Shows another step there; false where that window was closed. */
  presentNext(path: string, step: string): Promise<Answer<boolean>>;
  stopPresenting(): Promise<Answer<null>>;
  /** For the second window alone: what it is to show, now and from now on. */
  watchPresentation(watch: (view: B.PresentView) => void): Promise<Answer<null>>;
  /** The text that is sent after a call which began at that moment (ISO 8601, UTC). */
  followUp(path: string, begun: string): Promise<Answer<string>>;
  suggestedWorksheet(path: string, step: string, worksheet: string): Promise<Answer<string>>;
  /** A table of a step for a spreadsheet; refused and answered like `exportFile`. */
  exportWorksheet(
    path: string,
    step: string,
    worksheet: string,
    to: string,
    replace: boolean,
  ): Promise<Answer<string>>;
  preferences(): Promise<Answer<B.Preferences>>;
  setPreferences(preferences: B.Preferences): Promise<Answer<null>>;
  /** What a person does beside the page, from here on: in the native menu, or by dropping a file. */
  watchDesktop(watch: (event: B.DesktopEvent) => void): Promise<Answer<null>>;
  /** Which setup stands in the window: the native menu follows it. */
  showing(path: string | null): Promise<Answer<null>>;
  about(): Promise<Answer<B.AboutView>>;
  /** Of all that the program is built with; null where it was not installed from a package. */
  licences(): Promise<Answer<string | null>>;
  showLog(): Promise<Answer<B.LogView>>;
}
