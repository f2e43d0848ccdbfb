import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, PAUSE } from "../src/lib/draft.svelte";

describe("a text that saves itself", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sends once, after the person has paused", async () => {
    const save = vi.fn(() => Promise.resolve(true));
    const draft = new Draft("", save);
    draft.write("a");
    await vi.advanceTimersByTimeAsync(PAUSE - 1);
    draft.write("ab");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(save.mock.calls).toEqual([["ab"]]);
  });

  it("says saved only after the answer", async () => {
    let answer: (kept: boolean) => void = () => undefined;
    const draft = new Draft("", () => new Promise((resolve) => (answer = resolve)));
    draft.write("a");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(draft.state).toBe("unsaved");
    answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.state).toBe("saved");
  });

  it("does not say saved about a text that has changed since it was sent", async () => {
    let answer: (kept: boolean) => void = () => undefined;
    const draft = new Draft("", () => new Promise((resolve) => (answer = resolve)));
    draft.write("a");
    await vi.advanceTimersByTimeAsync(PAUSE);
    draft.write("ab");
    answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.state).toBe("unsaved");
  });

  it("says so when it could not be saved", async () => {
    const draft = new Draft("", () => Promise.resolve(false));
    draft.write("a");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(draft.state).toBe("failed");
  });

  it("sends on leaving what still waits, and nothing twice", async () => {
    const save = vi.fn(() => Promise.resolve(true));
    const draft = new Draft("", save);
    draft.write("a");
    await draft.flush();
    await draft.flush();
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(save.mock.calls).toEqual([["a"]]);
  });
});

describe("a text that somebody else changes too", () => {
  it("shows theirs as long as this person has written nothing since", () => {
    const draft = new Draft("one", () => Promise.resolve(true));
    draft.follow("two");
    expect(draft.text).toBe("two");
  });

  it("keeps what is being written, and what was refused", async () => {
    vi.useFakeTimers();
    const draft = new Draft("one", () => Promise.resolve(false));
    draft.write("mine");
    draft.follow("theirs");
    expect(draft.text).toBe("mine");
    await vi.advanceTimersByTimeAsync(PAUSE);
    draft.follow("theirs");
    expect(draft.text).toBe("mine");
    vi.useRealTimers();
  });

  it("does not take a space away that the person has just typed", async () => {
    vi.useFakeTimers();
    const draft = new Draft("", () => Promise.resolve(true));
    draft.write("Ann ");
    await vi.advanceTimersByTimeAsync(PAUSE);
    draft.follow("Ann");
    expect(draft.text).toBe("Ann ");
    vi.useRealTimers();
  });
});
