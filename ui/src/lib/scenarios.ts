/**
 * How the practice scenarios are laid out to choose from: the few that teach the whole job first, the rest by what they
 * are about.
 *
 * Deliberately not here: what a scenario is about, what it teaches and which guide can meet it; that comes with it.
 */
import type { ScenarioView, Topic } from "./backend/bindings";
import { scenarioTitle } from "./words";

export type ScenarioGroup = { title: string; scenarios: ScenarioView[] };

/** Topics in the order in which they are offered. */
const TOPICS: Record<Exclude<Topic, "basics">, string> = {
  role_and_user: "Role and user",
  visibility: "What the user sees",
  token: "Signing in by token",
  administrator: "The administrator",
  network: "Reaching Oracle",
  dialect: "Other ways that Oracle answers",
};

/** The scenarios that a setup by this guide can meet. */
export function forGuide(scenarios: ScenarioView[], guide: string): ScenarioView[] {
  return scenarios.filter((scenario) => scenario.guides.includes(guide));
}

/** The scenarios that teach the whole job, in the order in which to learn them. */
export function essential(scenarios: ScenarioView[]): ScenarioView[] {
  return scenarios.filter((scenario) => scenario.topic === "basics");
}

/** All others that hold every word of `search` in their title or sentence, by topic; no group is empty. */
export function others(scenarios: ScenarioView[], search: string): ScenarioGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = scenarios.filter((scenario) => holds(scenario, words));
  return Object.entries(TOPICS)
    .map(([topic, title]) => ({ title, scenarios: found.filter((scenario) => scenario.topic === topic) }))
    .filter((group) => group.scenarios.length > 0);
}

function holds(scenario: ScenarioView, words: string[]): boolean {
  const text = `${scenarioTitle(scenario.name)} ${scenario.learn}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
