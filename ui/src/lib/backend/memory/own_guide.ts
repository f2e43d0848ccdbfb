/** A made-up vendor's own guide, and one with faults, as the core would look them over. */
import type { Answer } from "../backend";
import type { FaultView, GuideAsks, GuideLook, GuideSummary } from "../bindings";

export const OWN_GUIDE: GuideSummary = {
  key: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  id: "brightlane",
  vendor: "Brightlane",
  summary: "Brightlane reads workers and departments; this guide makes an integration user for it.",
  minutes: 20,
  steps: 9,
  asks_for_roles: false,
  numbered: "person",
  authentications: ["basic"],
  built_in: false,
};

export const OWN_GUIDE_ASKS: GuideAsks = {
  id: "brightlane",
  version: "1",
  vendor: "Brightlane",
  built_in: false,
  summary: OWN_GUIDE.summary,
  minutes: OWN_GUIDE.minutes,
  steps: OWN_GUIDE.steps,
  authentications: OWN_GUIDE.authentications,
  reads: ["Workers", "Departments"],
  copies: null,
  required_roles: ["ORA_HRC_HUMAN_CAPITAL_MANAGEMENT_INTEGRATION_SPECIALIST_JOB"],
  asks_for_roles: false,
  prerequisite_roles: [],
  hands_over: ["Oracle URL", "User"],
  secrets: ["Password"],
  recipients: ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"],
  support: {
    who: "Brightlane support",
    how: "Write to them with the step and what you see; never with the password.",
  },
  requests: [
    { runs_as: "nobody", path: "/hcmRestApi/resources/latest/workers" },
    { runs_as: "admin", path: "/hcmRestApi/scim/Users" },
    { runs_as: "integration", path: "/hcmRestApi/resources/latest/workers" },
    { runs_as: "integration", path: "/hcmRestApi/resources/latest/departments" },
  ],
  pages: ["/fscmUI/faces/FuseWelcome", "/fscmUI/faces/FuseTaskListManagerTop"],
  links: [
    "https://docs.oracle.com/en/cloud/saas/human-resources/24b/ochus/assign-security-profiles-to-job-and-abstract-roles.html",
  ],
};

export const FAULTS: FaultView[] = [
  {
    place: "Line 6, column 1",
    path: "minuts",
    message: 'there is no key "minuts" here',
    expected: "schema, id, version, vendor, summary, minutes",
    nearest: "minutes",
  },
  {
    place: "Line 22, column 8",
    path: "probe.workers.kind",
    message: '"mast" is not known here',
    expected: "must, wanted",
    nearest: "must",
  },
];

/** A path that ends in `.toml` holds the guide; one with `broken` in it holds faults. */
export function lookAt(path: string): Answer<GuideLook> {
  if (path.includes("broken")) return { ok: { found: "faults", faults: FAULTS } };
  if (path.endsWith(".toml")) return { ok: { found: "guide", guide: OWN_GUIDE, asks: OWN_GUIDE_ASKS } };
  return {
    problem: {
      code: "file_missing",
      title: "The file is not there",
      meaning: `\`${path}\` was not found.`,
      remedy: "Check the path and its spelling.",
      field: null,
    },
  };
}
