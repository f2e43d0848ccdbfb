/**
 * A text that saves itself while it is being written.
 *
 * It says `saved` only after the answer to the very text that stands in the field, and gives up nothing when the
 * field goes away: `flush` sends what is still waiting. Deliberately not here: how saving is done.
 */
export type DraftState = "idle" | "unsaved" | "saved" | "failed";

/** How long a person may pause before the text is sent, in milliseconds. */
export const PAUSE = 250;

export class Draft {
  text = $state("");
  state = $state<DraftState>("idle");
  #save: (text: string) => Promise<boolean>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `save` resolves to whether the text is on disk; it must not reject. */
  constructor(text: string, save: (text: string) => Promise<boolean>) {
    this.text = text;
    this.#save = save;
  }

  write(text: string): void {
    this.text = text;
    this.state = "unsaved";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), PAUSE);
  }

  /** Shows what stands on disk now. What the person has written and is not kept stays. */
  follow(text: string): void {
    if (this.state === "unsaved" || this.state === "failed" || this.text.trim() === text.trim()) return;
    this.text = text;
    this.state = "idle";
  }

  /** Sends at once what has not been sent yet. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) await this.#send();
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sent = this.text;
    const kept = await this.#save(sent);
    if (this.text === sent) this.state = kept ? "saved" : "failed";
  }
}
