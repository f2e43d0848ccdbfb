/**
 * A verification while it is under way, and what remains of one that asked for a part only.
 *
 * A whole verification is read from the setup once it has ended; this holds what the setup does not: rows that are
 * still filling, and the results of a part, which never replace the last whole verification.
 */
import type { CheckView, Part, PlannedCheckView, RequestView, RunEvent } from "./backend/bindings";

/** A check on its way: what it will look at until it has ended, and its result from then on. `since` is in milliseconds. */
export type Row =
  | { state: "pending"; check: PlannedCheckView }
  | { state: "running"; since: number; check: PlannedCheckView }
  | { state: "finished"; check: CheckView };

/** A check's name in full: `rows_visible:recruitingJobRequisitions`, or the id alone where it has no subject. */
export function checkName(check: { id: string; subject: string | null }): string {
  return check.subject === null ? check.id : `${check.id}:${check.subject}`;
}

/**
 * Every request of the newest run that the checks rest on, in the order in which they were sent. Several checks may rest
 * on the same one.
 */
export function requestsOf(checks: CheckView[]): RequestView[] {
  const asked = checks.filter((check) => check.earlier === null).flatMap((check) => check.requests);
  const isFirst = ({ number }: RequestView, at: number): boolean =>
    asked.findIndex((other) => other.number === number) === at;
  return asked.filter(isFirst).sort((one, other) => one.number - other.number);
}

/** Checks as the rows of a run that has ended. */
export function finished(checks: CheckView[]): Row[] {
  return checks.map((check) => ({ check, state: "finished" }));
}

/** Every check: the only run that counts as the last verification. */
export const WHOLE: Part = { part: "whole" };

/** Whether a part names this check: by its id, or with its subject. */
export function isNamed(check: { id: string; subject: string | null }, part: Part): boolean {
  return part.part !== "whole" && (part.checks.includes(check.id) || part.checks.includes(checkName(check)));
}

export class Run {
  rows = $state.raw<Row[]>([]);
  state = $state<"running" | "ended">("running");
  /** The person asked to stop, so a refusal that follows is no news. */
  cancelled = $state(false);
  readonly part: Part;
  /** Names of the checks that the run leaves out. */
  #left: string[] = [];

  constructor(part: Part) {
    this.part = part;
  }

  get finished(): number {
    return this.rows.filter((row) => row.state === "finished").length;
  }

  /** What the run has brought so far. */
  get results(): CheckView[] {
    return this.rows.flatMap((row) => (row.state === "finished" ? [row.check] : []));
  }

  take(event: RunEvent): void {
    if (event.kind === "planned") {
      const asked = event.checks.filter((check) => check.asked_for);
      this.#left = event.checks.filter((check) => !check.asked_for).map(checkName);
      this.rows = asked.map((check) => ({ check, state: "pending" }));
    } else if (event.kind === "started") {
      this.rows = this.rows.map((row) =>
        row.state === "pending" && checkName(row.check) === checkName(event)
          ? { check: row.check, state: "running", since: Date.now() }
          : row,
      );
    } else if (!this.#left.includes(checkName(event.check))) {
      this.#finish(event.check);
    }
  }

  #finish(check: CheckView): void {
    const row: Row = { check, state: "finished" };
    const at = this.rows.findIndex((one) => checkName(one.check) === checkName(check));
    this.rows = at === -1 ? [...this.rows, row] : this.rows.with(at, row);
  }
}
