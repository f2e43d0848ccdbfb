/**
 * What reaches the page from the desktop around it (the native menu, a second start, a dropped file), and the dialogs
 * that answer it from whatever screen stands there.
 *
 * Deliberately not here: a way of its own to anything. An item of the menu does what the button on the page does.
 */
import type * as B from "./backend/bindings";
import type { Model } from "./model.svelte";
import { WHOLE } from "./run.svelte";

/** What can be chosen between, in percent of the usual size. */
export const TEXT_SIZES = [100, 112, 125, 150, 175, 200] as const;

export type DesktopDialog =
  { name: "open" | "settings" | "log" | "about" } | { name: "delete"; path: string; setup: string };

export class Desktop {
  /** The dialog that stands over the screen. */
  dialog = $state.raw<DesktopDialog | null>(null);
  /** A file is held over the window. */
  held = $state(false);
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** From here on. What happened before is told at once. */
  async watch(): Promise<void> {
    this.#model.take(await this.#model.backend.watchDesktop((event) => this.#take(event)));
  }

  /** The one after the present text size, or before it. */
  async resize(by: 1 | -1): Promise<void> {
    const present = this.#model.preferences.text_size;
    const sizes = by === 1 ? [...TEXT_SIZES] : [...TEXT_SIZES].reverse();
    const next = sizes.find((size) => (size - present) * by > 0);
    if (next !== undefined) await this.#model.prefer({ text_size: next });
  }

  /** Asks before a setup goes into the trash. */
  askToDelete(setup: { path: string; name: string }): void {
    this.dialog = { name: "delete", path: setup.path, setup: setup.name };
  }

  #take(event: B.DesktopEvent): void {
    if (event.event === "held") this.held = event.over;
    else if (event.event === "chosen") this.#choose(event.item);
    else void this.#open(event.path, event.kind);
  }

  async #open(path: string, kind: B.FileKind): Promise<void> {
    this.#clear();
    if (kind === "setup") await this.#model.open(path);
    else this.#model.go({ screen: "new", guided: false, guide: path });
  }

  #choose(item: B.MenuItem): void {
    const model = this.#model;
    if (item === "larger_text") return void this.resize(1);
    if (item === "smaller_text") return void this.resize(-1);
    if (item === "usual_text") return void model.prefer({ text_size: 100 });
    this.#clear();
    if (item === "new_setup") model.go({ screen: "new", guided: false });
    else if (item === "practise") model.go({ screen: "practice", as: "alone" });
    else if (item === "home") void model.goHome();
    else if (item === "open_file") this.dialog = { name: "open" };
    else if (item === "settings") this.dialog = { name: "settings" };
    else if (item === "show_log") this.dialog = { name: "log" };
    else if (item === "about") this.dialog = { name: "about" };
    else if (model.setup) this.#chooseFor(model.setup, item);
  }

  #chooseFor(setup: B.SetupView, item: B.MenuItem): void {
    const model = this.#model;
    if (item === "steps") model.goBackToStep();
    else if (item === "verify") model.go({ screen: "verify", part: WHOLE });
    else if (item === "hand_over") model.go({ screen: "handover" });
    else if (item === "details") model.details = true;
    else if (item === "delete_setup") this.askToDelete(setup);
  }

  /** A screen that comes under a dialog would be out of reach. */
  #clear(): void {
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  }
}
