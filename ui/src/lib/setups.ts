/**
 * Finding and ordering many setups on the home screen, quick enough to follow every letter typed among thousands.
 *
 * Deliberately not here: what a setup waits for or how it stands. That comes with it.
 */
import type { SetupSummary, Verdict } from "./backend/bindings";
import { ENVIRONMENT, nameOf, VERDICT } from "./words";

export type Order = "changed" | "name" | "due" | "verdict" | "progress";

/** The orders in which they are offered. */
export const ORDERS: Record<Order, string> = {
  changed: "Last changed",
  name: "Name",
  due: "Due first",
  verdict: "Problems first",
  progress: "Least done first",
};

/** A setup with the words by which it is found, and its place in the order of the last change. */
export type Findable = { setup: SetupSummary; text: string; at: number };

/** Problems come before what is not verified, and that before what holds. */
const GRAVITY: Record<Verdict, number> = {
  failed: 0,
  broke: 1,
  cant_tell: 2,
  warning: 3,
  skipped: 4,
  passed: 6,
};
const NOT_VERIFIED = 5;

/** `setups` stand in the order of their last change. */
export function findable(setups: SetupSummary[]): Findable[] {
  return setups.map((setup, at) => ({ setup, at, text: wordsOf(setup).toLowerCase() }));
}

function wordsOf(setup: SetupSummary): string {
  const environment = setup.environment ? ENVIRONMENT[setup.environment] : "";
  const verdict = setup.last ? VERDICT[setup.last.verdict] : "not verified";
  const { vendor, host, waiting_for, next_step, who } = setup;
  const waiting = waiting_for ? `waiting ${waiting_for}` : "";
  return [nameOf(setup), vendor, host, environment, verdict, waiting, next_step, who].join(" ");
}

/** Those that hold every word of `search`, in that order. */
export function found(all: Findable[], search: string, order: Order): SetupSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const held = all.filter(({ text }) => words.every((word) => text.includes(word)));
  return held
    .sort((one, other) => BY[order](one.setup, other.setup) || one.at - other.at)
    .map(({ setup }) => setup);
}

const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const BY: Record<Order, (one: SetupSummary, other: SetupSummary) => number> = {
  changed: () => 0,
  name: (one, other) => names.compare(nameOf(one), nameOf(other)),
  due: (one, other) =>
    dueOf(one) - dueOf(other) || Number(other.waiting_for !== null) - Number(one.waiting_for !== null),
  verdict: (one, other) => gravityOf(one) - gravityOf(other),
  progress: (one, other) => partOf(one) - partOf(other),
};

function dueOf(setup: SetupSummary): number {
  return setup.due === null ? Number.MAX_SAFE_INTEGER : Date.parse(setup.due);
}

function gravityOf(setup: SetupSummary): number {
  if (setup.problem) return -1;
  return setup.last ? GRAVITY[setup.last.verdict] : NOT_VERIFIED;
}

function partOf({ done, total }: SetupSummary): number {
  return total === 0 ? 0 : done / total;
}
