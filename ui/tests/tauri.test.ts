import { beforeEach, describe, expect, it, vi } from "vitest";

const invoke = vi.hoisted(() => vi.fn());
vi.mock("@tauri-apps/api/core", () => ({
  invoke,
  Channel: class {
    constructor(readonly onmessage: (event: unknown) => void) {}
  },
}));

import { tauri } from "../src/lib/backend/tauri";

describe("the door to the shell", () => {
  beforeEach(() => void invoke.mockReset());

  it("calls the command of the method's name with the method's arguments", async () => {
    invoke.mockResolvedValue({ path: "/a" });
    const change = { change: "name", name: "Example" } as const;
    expect(await tauri.changeSetup("/a", change)).toEqual({ ok: { path: "/a" } });
    expect(invoke).toHaveBeenCalledWith("change_setup", { path: "/a", change });
  });

  it("names every command as its method in snake case", async () => {
    invoke.mockResolvedValue(null);
    for (const [method, call] of Object.entries(tauri)) {
      await (call as (...args: unknown[]) => Promise<unknown>)("a", "b", [], () => undefined);
      const snake = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(invoke.mock.lastCall?.[0]).toBe(snake);
    }
  });

  it("gives a refusal of the core on as it is", async () => {
    const refusal = { code: "file_exists", title: "a", meaning: "b", remedy: "c" };
    invoke.mockRejectedValue(refusal);
    expect(await tauri.home()).toEqual({ problem: refusal });
  });

  it.each([["a string"], [new Error("boom")], [null], [{ code: "half" }]])(
    "turns a rejection that is no refusal into words (%s)",
    async (rejection) => {
      invoke.mockRejectedValue(rejection);
      const answer = await tauri.home();
      expect("problem" in answer && answer.problem.code).toBe("unexpected");
      expect(JSON.stringify(answer)).not.toContain("boom");
    },
  );

  it("hands the run's events to the watcher", async () => {
    invoke.mockImplementation((_command, args: { watch: { onmessage: (event: unknown) => void } }) => {
      args.watch.onmessage({ kind: "started", id: "a", subject: null });
      return Promise.resolve({});
    });
    const seen: unknown[] = [];
    await tauri.verify("/a", null, { part: "whole" }, false, (event) => seen.push(event));
    expect(seen).toEqual([{ kind: "started", id: "a", subject: null }]);
  });
});
