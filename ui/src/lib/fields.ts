/** Which field of a form a refusal belongs to. A refusal that belongs to none is shown with the form. */
import type { ProblemView } from "./backend/bindings";

export type FieldName = "name" | "address" | "user" | "roles" | "requisition" | "issuer";

/** Refusals of a single value, whichever it was. */
const OF_ANY_FIELD = ["value_invalid", "value_missing", "looks_like_a_secret"];

/** `asked` is the field that was sent, where it was one alone: some refusals do not name theirs in their code. */
export function fieldOf(problem: ProblemView, asked: FieldName | null = null): FieldName | null {
  if (problem.code.startsWith("address_")) return "address";
  return OF_ANY_FIELD.includes(problem.code) ? asked : null;
}
