/**
 * The window's one door to the shell: every method of `Backend` is the shell's command of the same name.
 *
 * Deliberately not here: decisions, retries and words. A refusal arrives in words already; only an answer that is no
 * refusal of the core's gets words here, because nobody else could give it any.
 */
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Answer, Backend } from "./backend";
import type * as B from "./bindings";

function isProblem(value: unknown): value is B.ProblemView {
  if (typeof value !== "object" || value === null) return false;
  const facts = value as Record<string, unknown>;
  return ["code", "title", "meaning", "remedy"].every((name) => typeof facts[name] === "string");
}

function unexpected(command: string): B.ProblemView {
  return {
    code: "unexpected",
    title: "The program could not do this",
    meaning: `The request \`${command}\` ended without an answer, so whether it was done can not be told from here.`,
    remedy: "Try again. If it happens a second time, close the program and open it again.",
    field: null,
  };
}

async function ask<T>(command: string, args?: Record<string, unknown>): Promise<Answer<T>> {
  try {
    return { ok: await invoke<T>(command, args) };
  } catch (refusal) {
    return { problem: isProblem(refusal) ? refusal : unexpected(command) };
  }
}

/** The backend of the shipped window. Works only inside the shell. */
export const tauri: Backend = {
  home: () => ask("home"),
  homeAgain: () => ask("home_again"),
  opening: () => ask("opening"),
  guides: () => ask("guides"),
  checkAddress: (text) => ask("check_address", { text }),
  lookAtGuide: (path) => ask("look_at_guide", { path }),
  findRoles: (text, guide, setup) => ask("find_roles", { text, guide, setup }),
  newSetup: (form) => ask("new_setup", { form }),
  openSetup: (path, how) => ask("open_setup", { path, how }),
  reviewSetup: (path) => ask("review_setup", { path }),
  endReview: (path) => ask("end_review", { path }),
  lookAgain: (path) => ask("look_again", { path }),
  putAway: () => ask("put_away"),
  suggestedCopy: (path) => ask("suggested_copy", { path }),
  sendCopy: (path, carry, to) => ask("send_copy", { path, carry, to }),
  takeCopy: (path) => ask("take_copy", { path }),
  compareCopy: (path, theirs) => ask("compare_copy", { path, theirs }),
  bringIn: (path, theirs, choices) => ask("bring_in", { path, theirs, choices }),
  reminders: (path) => ask("reminders", { path }),
  waits: () => ask("waits"),
  setFolder: (folder) => ask("set_folder", { folder }),
  suggestedList: (what) => ask("suggested_list", { what }),
  exportList: (what, to, replace) => ask("export_list", { what, to, replace }),
  chooseFolder: () => ask("choose_folder"),
  chooseSetup: () => ask("choose_setup"),
  changeSetup: (path, change) => ask("change_setup", { path, change }),
  deleteSetup: (path, forget) => ask("delete_setup", { path, forget }),
  practise: (guide, scenario) => ask("practise", { guide, scenario }),
  scenarios: () => ask("scenarios"),
  switchPractice: (path, scenario) => ask("switch_practice", { path, scenario }),
  revealPractice: (path) => ask("reveal_practice", { path }),
  practiceChanges: (path) => ask("practice_changes", { path }),
  resetPractice: (path) => ask("reset_practice", { path }),
  openPractice: (path, page) => ask("open_practice", { path, page }),
  keepSecret: (path, secret, where) => ask("keep_secret", { path, secret, where }),
  secretState: (path) => ask("secret_state", { path }),
  forgetSecret: (path) => ask("forget_secret", { path }),
  makeKey: (path, days) => ask("make_key", { path, days }),
  importKey: (path, form) => ask("import_key", { path, form }),
  uploadToPractice: (path) => ask("upload_to_practice", { path }),
  plannedRequests: (path) => ask("planned_requests", { path }),
  verify: (path, admin, part, oracleChanged, watch) => {
    const channel = new Channel<B.RunEvent>(watch);
    return ask("verify", { path, admin, part, oracleChanged, watch: channel });
  },
  cancelVerify: (path) => ask("cancel_verify", { path }),
  openStep: (path, step) => ask("open_step", { path, step }),
  openTokenPage: (path) => ask("open_token_page", { path }),
  openHelpPage: (path) => ask("open_help_page", { path }),
  printPage: () => ask("print_page"),
  copyText: (text) => ask("copy_text", { text }),
  copySecret: (secret) => ask("copy_secret", { secret }),
  sheet: (path) => ask("sheet", { path }),
  suggestedExport: (path, what) => ask("suggested_export", { path, what }),
  chooseExport: (suggested) => ask("choose_export", { suggested }),
  chooseFile: () => ask("choose_file"),
  exportFile: (path, what, to, replace) => ask("export_file", { path, what, to, replace }),
  present: (path, step) => ask("present", { path, step }),
  presentNext: (path, step) => ask("present_next", { path, step }),
  stopPresenting: () => ask("stop_presenting"),
  watchPresentation: (watch) => {
    const channel = new Channel<B.PresentView>(watch);
    return ask("watch_presentation", { watch: channel });
  },
  followUp: (path, begun) => ask("follow_up", { path, begun }),
  suggestedWorksheet: (path, step, worksheet) => ask("suggested_worksheet", { path, step, worksheet }),
  exportWorksheet: (path, step, worksheet, to, replace) =>
    ask("export_worksheet", { path, step, worksheet, to, replace }),
  handOver: (path) => ask("hand_over", { path }),
  checkRecipient: (text) => ask("check_recipient", { text }),
  makePassphrase: (path) => ask("make_passphrase", { path }),
  previewHandOver: (path, unverified) => ask("preview_hand_over", { path, unverified }),
  sealHandOver: (path, form, oracleChanged) => ask("seal_hand_over", { path, form, oracleChanged }),
  recordHandOver: (path, way, unverified) => ask("record_hand_over", { path, way, unverified }),
  copyKeptSecret: (path) => ask("copy_kept_secret", { path }),
  openForm: (path) => ask("open_form", { path }),
  previewReport: (path, masked) => ask("preview_report", { path, masked }),
  afterwards: (path) => ask("afterwards", { path }),
  receiver: () => ask("receiver"),
  makeReceiverKey: () => ask("make_receiver_key"),
  openHandOver: (form) => ask("open_hand_over", { form }),
  revealReceived: () => ask("reveal_received"),
  copyReceived: () => ask("copy_received"),
  keepReceived: () => ask("keep_received"),
  putAwayReceived: () => ask("put_away_received"),
  preferences: () => ask("preferences"),
  setPreferences: (preferences) => ask("set_preferences", { preferences }),
  watchDesktop: (watch) => {
    const channel = new Channel<B.DesktopEvent>(watch);
    return ask("watch_desktop", { watch: channel });
  },
  showing: (path) => ask("showing", { path }),
  about: () => ask("about"),
  licences: () => ask("licences"),
  showLog: () => ask("show_log"),
};
