/**
 * Asks while a person types: after a pause, and only the answer to the newest question counts.
 *
 * Deliberately not here: what is asked. An empty question has no answer and is never sent.
 */
import type { Answer } from "./backend/backend";
import { PAUSE } from "./draft.svelte";

export class Lookup<T> {
  /** The answer to the newest question, or null while there is none. */
  answer = $state.raw<Answer<T> | null>(null);
  #ask: (text: string) => Promise<Answer<T>>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest = 0;

  constructor(ask: (text: string) => Promise<Answer<T>>) {
    this.#ask = ask;
  }

  about(text: string): void {
    clearTimeout(this.#timer);
    const question = ++this.#newest;
    if (text.trim() === "") {
      this.answer = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#send(text, question), PAUSE);
  }

  async #send(text: string, question: number): Promise<void> {
    const answer = await this.#ask(text);
    if (question === this.#newest) this.answer = answer;
  }
}
