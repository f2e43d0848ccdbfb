/** Which field of a form a refusal belongs to. A refusal that belongs to none is shown with the form. */
import type { ProblemView } from "./backend/bindings";

export type FieldName = "name" | "address" | "user" | "roles" | "requisition" | "issuer";

/** A refusal names its field as the command line does, where a list of roles is given one by one. */
const FIELDS: Partial<Record<string, FieldName>> = {
  name: "name",
  address: "address",
  user: "user",
  role: "roles",
  "role-list": "roles",
  requisition: "requisition",
  issuer: "issuer",
};

export function fieldOf(problem: ProblemView): FieldName | null {
  return problem.field === null ? null : (FIELDS[problem.field] ?? null);
}
