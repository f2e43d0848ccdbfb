/**
 * A guided call: when it began, and whether the second window shows what the customer should see.
 *
 * Deliberately not here: what that window may show, and the words of the follow-up text. Both are the core's.
 */
import type { Answer, Backend } from "./backend/backend";
import { moment } from "./time";

export class Call {
  readonly begun = moment(Date.now());
  /** The minutes that the guide gives the whole walk. */
  readonly minutes: number;
  presenting = $state(false);
  #backend: Backend;
  #path: string;

  constructor(backend: Backend, path: string, minutes: number) {
    this.#backend = backend;
    this.#path = path;
    this.minutes = minutes;
  }

  /** Opens the second window on that step. */
  async present(step: string): Promise<Answer<null>> {
    const answer = await this.#backend.present(this.#path, step);
    this.presenting = "ok" in answer;
    return answer;
  }

  async stop(): Promise<void> {
    this.presenting = false;
    await this.#backend.stopPresenting();
  }

  /** The second window follows the walk. Where it was closed by hand it stays closed. */
  async show(step: string): Promise<void> {
    if (!this.presenting) return;
    const answer = await this.#backend.presentNext(this.#path, step);
    this.presenting = "ok" in answer && answer.ok;
  }

  followUp(): Promise<Answer<string>> {
    return this.#backend.followUp(this.#path, this.begun);
  }
}
