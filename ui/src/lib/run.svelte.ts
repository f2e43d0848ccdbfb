/**
 * A verification while it is under way, and what remains of one that asked for a part only.
 *
 * A whole verification is read from the setup once it has ended; this holds what the setup does not: rows that are
 * still filling, and the results of a part, which never replace the last whole verification.
 */
import type { CheckView, PlannedCheckView, RunEvent } from "./backend/bindings";

/** A check on its way: what it will look at until it has ended, and its result from then on. `since` is in milliseconds. */
export type Row =
  | { state: "pending"; check: PlannedCheckView }
  | { state: "running"; since: number; check: PlannedCheckView }
  | { state: "finished"; check: CheckView };

/** A check's name in full: `rows_visible:recruitingJobRequisitions`, or the id alone where it has no subject. */
export function checkName(check: { id: string; subject: string | null }): string {
  return check.subject === null ? check.id : `${check.id}:${check.subject}`;
}

export class Run {
  rows = $state.raw<Row[]>([]);
  state = $state<"running" | "ended">("running");
  /** The person asked to stop, so a refusal that follows is no news. */
  cancelled = $state(false);
  /** The checks that were asked for by name; empty for a whole verification. */
  readonly only: string[];

  constructor(only: string[]) {
    this.only = only;
  }

  get finished(): number {
    return this.rows.filter((row) => row.state === "finished").length;
  }

  /** What the part that was asked for brought, without the checks that nobody asked for. */
  get results(): CheckView[] {
    return this.rows
      .flatMap((row) => (row.state === "finished" ? [row.check] : []))
      .filter((check) => check.verdict !== "skipped" || this.#asked(check));
  }

  take(event: RunEvent): void {
    if (event.kind === "planned") {
      this.rows = event.checks.map((check) => ({ check, state: "pending" }));
    } else if (event.kind === "started") {
      this.rows = this.rows.map((row) =>
        checkName(row.check) === checkName(event)
          ? { check: row.check, state: "running", since: Date.now() }
          : row,
      );
    } else {
      this.#finish(event.check);
    }
  }

  #asked(check: CheckView): boolean {
    return this.only.includes(check.id) || this.only.includes(checkName(check));
  }

  #finish(check: CheckView): void {
    const row: Row = { check, state: "finished" };
    const at = this.rows.findIndex((one) => checkName(one.check) === checkName(check));
    this.rows = at === -1 ? [...this.rows, row] : this.rows.with(at, row);
  }
}
