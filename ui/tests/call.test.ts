import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import Present from "../src/Present.svelte";
import type { PresentView, SetupView } from "../src/lib/backend/bindings";
import { memory } from "../src/lib/backend/memory";
import { Model } from "../src/lib/model.svelte";
import Reminders from "../src/parts/Reminders.svelte";

const STEP = "name-the-copy";
const NOTE = "Security is checking";

async function begun(): Promise<{ model: Model; setup: SetupView; shown: PresentView[] }> {
  const model = new Model(memory({ start: "busy", keychain: "ready", opens: null, pace: 0 }));
  await model.start();
  await model.open(model.home?.setups[0]?.path ?? "");
  const shown: PresentView[] = [];
  await model.backend.watchPresentation((view) => shown.push(view));
  model.startCall();
  if (!model.setup) throw new Error("no setup is open");
  return { model, setup: model.setup, shown };
}

describe("a guided call", () => {
  it("shows the customer the step that the walk is at, once it is presented", async () => {
    const { model, shown } = await begun();
    model.goToStep(STEP);
    expect(shown).toEqual([]);
    await model.call?.present(STEP);
    model.goToStep("submit-the-copy");
    await tick();
    expect(shown.map(({ title }) => title)).toEqual(["Name the copy", "Submit"]);
    await model.call?.stop();
    model.goToStep(STEP);
    await tick();
    expect(shown).toHaveLength(2);
  });

  it("never shows a note, an owner or a prompt", async () => {
    const { model, setup, shown } = await begun();
    const step = setup.stages.flatMap(({ steps }) => steps).find(({ id }) => id === STEP);
    expect(step?.note).toContain(NOTE);
    expect(step?.ask).not.toBeNull();
    await model.call?.present(STEP);
    const view = shown[0];
    const { container } = render(Present, {
      backend: {
        watchPresentation: (watch) => {
          if (view) watch(view);
          return Promise.resolve({ ok: null });
        },
      },
    });
    await tick();
    expect(container.textContent).toContain("Name the copy");
    expect(container.textContent).not.toContain(NOTE);
    expect(container.textContent).not.toContain(step?.ask);
  });

  it("ends with the way home", async () => {
    const { model } = await begun();
    await model.goHome();
    expect(model.call).toBeNull();
  });
});

describe("a wait whose time has come", () => {
  it("is told on another screen, and can be put off", async () => {
    const { setup } = await begun();
    const steps = setup.stages.flatMap((stage) => stage.steps);
    const due = Date.parse(steps.find(({ claimed }) => claimed === "waiting")?.look_again_at ?? "");
    const props = { steps, current: STEP, onstep: () => undefined };
    const { rerender, container } = render(Reminders, { ...props, now: due - 1 });
    const told = (): number => container.querySelectorAll("[data-reminder]").length;
    expect(told()).toBe(0);
    await rerender({ ...props, now: due });
    expect(told()).toBe(1);
    screen.getByText(/In 10 minutes/).click();
    await tick();
    expect(told()).toBe(0);
    await rerender({ ...props, now: due + 11 * 60_000 });
    expect(told()).toBe(1);
    await rerender({ ...props, current: "wait-for-the-copy", now: due + 11 * 60_000 });
    expect(told()).toBe(0);
  });
});
