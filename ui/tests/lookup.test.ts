import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../src/lib/backend/backend";
import { PAUSE } from "../src/lib/draft.svelte";
import { Lookup } from "../src/lib/lookup.svelte";

describe("asking while a person types", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("shows the answer to the newest question even when an older one answers last", async () => {
    const answers = new Map<string, (answer: Answer<string>) => void>();
    const lookup = new Lookup<string>((text) => new Promise((resolve) => answers.set(text, resolve)));
    lookup.about("old");
    await vi.advanceTimersByTimeAsync(PAUSE);
    lookup.about("new");
    await vi.advanceTimersByTimeAsync(PAUSE);
    answers.get("new")?.({ ok: "new" });
    answers.get("old")?.({ ok: "old" });
    await vi.advanceTimersByTimeAsync(0);
    expect(lookup.answer).toEqual({ ok: "new" });
  });

  it("forgets the answer when the field is emptied, and asks nothing", async () => {
    const ask = vi.fn((text: string) => Promise.resolve({ ok: text }));
    const lookup = new Lookup<string>(ask);
    lookup.about("a");
    await vi.advanceTimersByTimeAsync(PAUSE);
    lookup.about("  ");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(lookup.answer).toBeNull();
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
