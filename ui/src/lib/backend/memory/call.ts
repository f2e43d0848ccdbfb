/** What a guided call shows and sends, near enough to the core's to design with. */
import type { PresentView, SetupView, StepView } from "../bindings";

/** A step for the second window: nothing that people wrote, and no prompt. */
export function presented(setup: SetupView, id: string): PresentView | null {
  const stage = setup.stages.find(({ steps }) => steps.some((step) => step.id === id));
  const steps = setup.stages.flatMap((one) => one.steps);
  const at = steps.findIndex((step) => step.id === id);
  const step = steps[at];
  if (!stage || !step) return null;
  const { number, title, why, path, instructions, hint, values, see, if_not, claimed, observed } = step;
  return {
    ...{ number, title, why, path, instructions, hint, values, see, if_not, claimed, observed },
    vendor: setup.vendor,
    host: setup.host,
    environment: setup.environment,
    stage: stage.title,
    total: setup.total,
    next: steps[at + 1]?.title ?? null,
  };
}

export function followUpOf(setup: SetupView): string {
  const steps = setup.stages.flatMap((stage) => stage.steps);
  const isDone = (step: StepView): boolean => step.claimed === "done" || step.claimed === "not_applicable";
  const line = (step: StepView): string => {
    const due = step.due ? `, by ${step.due.slice(0, 10)}` : "";
    return `- ${step.title}: ${step.owner === "" ? step.who : step.owner}${due}`;
  };
  return [
    `Thank you for your time. This is where the Oracle setup for ${setup.vendor} stands.`,
    "",
    `Done in this call (${String(setup.done)} of ${String(setup.total)} steps are done)`,
    ...steps.filter(isDone).map((step) => `- ${step.title}`),
    "",
    "Open",
    ...steps.filter((step) => !isDone(step)).map(line),
    "",
    "What Oracle showed",
    `- ${setup.last?.title ?? "Not verified"}`,
    "",
    "There is no password and no key in this message.",
    "",
  ].join("\n");
}
