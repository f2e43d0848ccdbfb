/** Which field of a form a refusal belongs to. A refusal that belongs to none is shown with the form. */
import type { ProblemView } from "./backend/bindings";

export type FieldName =
  | "name"
  | "address"
  | "user"
  | "roles"
  | "requisition"
  | "issuer"
  | "role_name"
  | "role_code"
  | "data_role_code";

/** A refusal names its field as the command line does, where a list of roles is given one by one. */
const FIELDS: Partial<Record<string, FieldName>> = {
  name: "name",
  address: "address",
  user: "user",
  role: "roles",
  "role-list": "roles",
  requisition: "requisition",
  issuer: "issuer",
  role_name: "role_name",
  role_code: "role_code",
  data_role_code: "data_role_code",
};

export function fieldOf(problem: ProblemView): FieldName | null {
  return problem.field === null ? null : (FIELDS[problem.field] ?? null);
}
