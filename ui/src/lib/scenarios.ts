/**
 * How the practice scenarios are laid out to choose from: the few that teach the whole job first, the rest by what they
 * are about.
 *
 * Both are read off the names, which are never renamed. A name that nothing here knows is still offered, in the last
 * group. Deliberately not here: what a scenario teaches; that sentence comes from the core.
 */
import type { ScenarioView } from "./backend/bindings";
import { scenarioTitle } from "./words";

export type ScenarioGroup = { title: string; scenarios: ScenarioView[] };

const ESSENTIAL = ["ready", "nothing-done", "role-not-granted", "no-data-security", "wrong-password"];

/** Topics in the order in which they are offered, each with how its names begin; no name fits two. */
const TOPICS: { title: string; beginnings: string }[] = [
  {
    title: "Role and user",
    beginnings:
      "copy- source-role- one-role- role-list- role-just-added two-roles-of-one-name too-many-roles employee-role- user-name-mistyped user-inactive password- account- single-sign-on-",
  },
  {
    title: "What the user sees",
    beginnings:
      "my-team- some-rows- known-requisition- no-requisitions- candidates- location-based- recruiting- applications-",
  },
  {
    title: "Signing in by token",
    beginnings: "token- vendor-holds- issuer- certificate-not-uploaded certificate-of-another-key",
  },
  { title: "The administrator", beginnings: "admin- no-administrator" },
  { title: "Guides that read the staff", beginnings: "workers- locations-" },
  {
    title: "Reaching Oracle",
    beginnings:
      "wrong-pod redirected sign-in-page not-a-rest- certificate-untrusted certificate-of-another-host certificate-expired maintenance throttled busy- no-answer connection- answer-too- clock- slow- wrong-json",
  },
];
const REST = "Other ways that Oracle answers";

export function isEssential(name: string): boolean {
  return ESSENTIAL.includes(name);
}

/** The scenarios that teach the whole job, in the order in which to learn them. */
export function essential(scenarios: ScenarioView[]): ScenarioView[] {
  return ESSENTIAL.flatMap((name) => scenarios.filter((scenario) => scenario.name === name));
}

/** All others that hold every word of `search` in their title or sentence, by topic; no group is empty. */
export function others(scenarios: ScenarioView[], search: string): ScenarioGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = scenarios.filter((scenario) => !isEssential(scenario.name) && holds(scenario, words));
  return [...TOPICS.map((topic) => topic.title), REST]
    .map((title) => ({ title, scenarios: found.filter((scenario) => topicOf(scenario.name) === title) }))
    .filter((group) => group.scenarios.length > 0);
}

function holds(scenario: ScenarioView, words: string[]): boolean {
  const text = `${scenarioTitle(scenario.name)} ${scenario.learn}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function topicOf(name: string): string {
  const begins = (beginnings: string): boolean => beginnings.split(" ").some((one) => name.startsWith(one));
  return TOPICS.find((topic) => begins(topic.beginnings))?.title ?? REST;
}
