/** Which field of a form a refusal belongs to. A refusal that belongs to none is shown above the form. */
import type { ProblemView } from "./backend/bindings";

export type FieldName = "guide" | "name" | "address" | "user" | "roles" | "requisition";

const PREFIXES: [prefix: string, field: FieldName][] = [
  ["address_", "address"],
  ["user_", "user"],
  ["role", "roles"],
  ["requisition_", "requisition"],
  ["name_", "name"],
  ["guide_", "guide"],
];

export function fieldOf(problem: ProblemView): FieldName | null {
  return PREFIXES.find(([prefix]) => problem.code.startsWith(prefix))?.[1] ?? null;
}
