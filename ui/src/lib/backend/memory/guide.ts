/**
 * An invented vendor's requisition guide, complete, for design and journeys: every kind of step, with long and short
 * texts, several values, and checks that observe it. The real guides are the core's data, not this.
 */
import type { GuideSummary, StepView } from "../bindings";
import { COPY_ROLE } from "./hint";

export const ROLE_NAME = "ExampleRecruiterIntegration";
export const ROLE_CODE = "EXAMPLE_RECRUITER_JOB_INTEGRATION";

type Outline = Pick<StepView, "id" | "title" | "why" | "instructions"> &
  Partial<
    Pick<
      StepView,
      | "path"
      | "values"
      | "see"
      | "if_not"
      | "minutes"
      | "who"
      | "ask"
      | "sees"
      | "english"
      | "hint"
      | "sources"
      | "kind"
      | "checks"
      | "worksheets"
    >
  > & { link?: true };

type StageOutline = { id: string; title: string; steps: Outline[] };

export const GUIDES: GuideSummary[] = [
  {
    key: "example-recruiting",
    id: "example-recruiting",
    vendor: "Example Vendor",
    summary: "Reads open requisitions and sends candidates to them.",
    minutes: 30,
    steps: 23,
    asks_for_roles: true,
    numbered: "requisition",
    authentications: ["basic"],
    built_in: true,
  },
  {
    key: "example-people",
    id: "example-people",
    vendor: "Example People",
    summary: "Reads the people directory once a day.",
    minutes: 25,
    steps: 23,
    asks_for_roles: false,
    numbered: "person",
    authentications: ["basic", "jwt"],
    built_in: true,
  },
];

export const STAGES: StageOutline[] = [
  {
    id: "before",
    title: "Before you start",
    steps: [
      {
        id: "prerequisites",
        title: "Check your own roles",
        why: "Without these two roles Oracle hides the pages that the later steps need.",
        path: ["Navigator", "Tools", "Security Console"],
        instructions: ["Open the **Navigator** and look for **Security Console** under **Tools**."],
        values: [
          { label: "Role", value: "ORA_FND_IT_SECURITY_MANAGER_JOB", copyable: true },
          { label: "Role", value: "ORA_ASM_APPLICATION_IMPLEMENTATION_ADMIN_ABSTRACT", copyable: true },
        ],
        see: "**Security Console** stands in the list under **Tools**.",
        if_not: [
          {
            when: "it is missing",
            then: "Ask whoever manages roles in Oracle to grant you the roles above.",
          },
        ],
        minutes: 1,
        english:
          "If Oracle's labels are not in English: open your preferences from the picture at the top right and choose English as the language. Change it back when you are done.",
        sources: [
          "Oracle: Security Console overview (docs.oracle.com/en/cloud/saas/applications-common/facsa)",
        ],
        ask: "Do you see Security Console when you open the menu and scroll to Tools?",
        checks: ["admin_signed_in"],
      },
      {
        id: "find-address",
        title: "Find the address",
        why: "Everything that is checked later goes to this one host and nowhere else.",
        instructions: [
          "Sign in to Oracle as you always do.",
          "Copy the address from the browser and paste it under **Details**. The rest of it is taken away for you.",
        ],
        see: "A host that ends in `oraclecloud.com`.",
        if_not: [
          {
            when: "it ends in something else",
            then: "Your company has its own name in front of Oracle. Open any page under **Tools** and copy the address from there.",
          },
        ],
        minutes: 1,
        checks: ["host_reachable"],
      },
    ],
  },
  {
    id: "role",
    title: "Copy the recruiter role",
    steps: [
      {
        id: "open-security-console",
        title: "Open the Security Console",
        why: "Roles and users are both kept here.",
        path: ["Navigator", "Tools", "Security Console"],
        instructions: ["Open **Security Console**. It starts on the **Roles** page."],
        link: true,
        minutes: 1,
      },
      {
        id: "search-recruiter-role",
        title: "Search for the role",
        why: "The integration gets a copy of Oracle's recruiter role, so that the original stays as it is.",
        path: ["Security Console", "Roles"],
        instructions: ["Type the code below into **Search** and press Enter."],
        values: [{ label: "Role code", value: "ORA_IRC_RECRUITER_JOB", copyable: true }],
        link: true,
        minutes: 1,
      },
      {
        id: "copy-role",
        title: "Copy it",
        why: "Only the top role is copied. What it inherits is shared with the original and needs no copy.",
        path: ["Security Console", "Roles", "Copy Role"],
        instructions: [
          "Open the menu beside the role and choose **Copy Role**.",
          "Choose **Copy top role**, then **Copy Role**.",
        ],
        minutes: 1,
      },
      {
        id: "name-the-copy",
        title: "Name the copy",
        why: "The vendor looks for this exact role code. Oracle suggests its own name with a suffix, and the suffix stays unless you remove it.",
        path: ["Security Console", "Roles", "Copy Role", "Basic Information"],
        instructions: [
          "In **Role Name**, replace everything with the value below.",
          "In **Role Code**, do the same. Nothing may follow it.",
        ],
        hint: COPY_ROLE,
        values: [
          { label: "Role Name", value: ROLE_NAME, copyable: true },
          { label: "Role Code", value: ROLE_CODE, copyable: true },
        ],
        see: "Both fields show exactly the values above.",
        if_not: [
          {
            when: "the code is taken",
            then: "Someone copied the role before. Search for it under **Roles** and use that copy.",
          },
        ],
        link: true,
        minutes: 2,
        ask: "What does the Role Code field show now? Please read out the last word.",
        english: "If Oracle's labels are not in English: choose English under **General Preferences**.",
        sources: [
          "Oracle: Copy job role and abstract role (docs.oracle.com/en/cloud/saas/human-resources/ochus/copy-job-role-and-abstract-role.html)",
          "Oracle: Guidelines for copying HCM roles, the suffix that is suggested (docs.oracle.com/en/cloud/saas/human-resources/ochus)",
        ],
        sees: "A page with the steps of the copy across the top, and the two fields.",
        checks: ["role_copied"],
      },
      {
        id: "submit-the-copy",
        title: "Submit",
        why: "Nothing is kept before the last page.",
        path: ["Copy Role", "Summary and Impact Report"],
        instructions: ["Choose **Next** until the last page.", "Choose **Submit and Close**, then **OK**."],
        minutes: 1,
        checks: ["role_copied"],
      },
      {
        id: "wait-for-the-copy",
        title: "Wait until it is complete",
        why: "Oracle copies in the background. The copy can't be used before the status reads Complete.",
        path: ["Security Console", "Administration", "Role Copy Status"],
        instructions: ["Open **Role Copy Status** and refresh it from time to time."],
        see: "The status of the copy reads **Complete**.",
        minutes: 5,
        kind: "wait",
        checks: ["role_copied"],
      },
    ],
  },
  {
    id: "user",
    title: "Create the user",
    steps: [
      {
        id: "add-user",
        title: "Add a user account",
        why: "The integration signs in as a user of its own, so that its access can be seen and taken away alone.",
        path: ["Security Console", "Users"],
        instructions: ["Open **Users** and choose **Add User Account**."],
        link: true,
        minutes: 1,
        checks: ["user_exists"],
      },
      {
        id: "fill-user",
        title: "Fill in the user",
        why: "The user name and the password are what the vendor connects with.",
        path: ["Security Console", "Users", "Add User Account"],
        instructions: [
          "Fill in the fields with the values below.",
          "Choose a long **Password** and keep it at hand until **Verify**.",
          "Leave **Active** switched on.",
        ],
        values: [
          { label: "Last Name", value: "Integration", copyable: true },
          { label: "User Name", value: "EXAMPLE.INTEGRATION", copyable: true },
          { label: "User Category", value: "DEFAULT", copyable: false },
        ],
        see: "No field is marked in red.",
        minutes: 3,
        checks: ["user_active", "integration_signed_in"],
      },
      {
        id: "add-roles",
        title: "Add the roles",
        why: "The user may do only what its roles allow, so each one on the list counts.",
        path: ["Add User Account", "Add Role"],
        instructions: [
          "Choose **Add Role** and search for a code below.",
          "Select the row, choose **Add Role Membership**, and repeat for the next code.",
          "Choose **Done**.",
        ],
        values: [
          { label: "Role", value: ROLE_CODE, copyable: true },
          { label: "Role", value: "ORA_IRC_REST_SERVICES_DUTY_CUSTOM", copyable: true },
        ],
        see: "Every role of the list stands under **Roles**.",
        if_not: [
          {
            when: "the copy is not found",
            then: "It may still be copying. Look at **Role Copy Status** again.",
          },
          {
            when: "a role can't be added",
            then: "It may be marked as not assignable. Tell the vendor which code it is.",
          },
        ],
        minutes: 4,
        checks: ["roles_granted"],
      },
      {
        id: "save-user",
        title: "Save",
        why: "The roles are granted when the user is saved.",
        path: ["Add User Account"],
        instructions: ["Choose **Save and Close**."],
        minutes: 1,
        checks: ["user_exists"],
      },
    ],
  },
  {
    id: "visibility",
    title: "Let it see requisitions",
    steps: [
      {
        id: "open-setup-and-maintenance",
        title: "Open Setup and Maintenance",
        why: "What a role may see is set here, apart from what it may do.",
        path: ["Settings and Actions", "Setup and Maintenance"],
        instructions: ["Open the menu at the top right and choose **Setup and Maintenance**."],
        link: true,
        minutes: 1,
      },
      {
        id: "find-data-role-task",
        title: "Find the task",
        why: "The task has no link of its own and is found by its name.",
        path: ["Setup and Maintenance", "Tasks", "Search"],
        instructions: [
          "Open the **Tasks** panel at the right and choose **Search**.",
          "Search for the name below and open it.",
        ],
        values: [{ label: "Task", value: "Manage Data Role and Security Profiles", copyable: true }],
        minutes: 1,
      },
      {
        id: "find-the-role",
        title: "Find the role",
        why: "The profiles belong to the copy, not to Oracle's own role.",
        path: ["Manage Data Roles and Security Profiles"],
        instructions: ["Search for the role by the name below."],
        values: [{ label: "Role", value: ROLE_NAME, copyable: true }],
        minutes: 1,
      },
      {
        id: "edit-the-role",
        title: "Edit it",
        why: "The copy brought the profiles of the original along, and Oracle says so with a warning.",
        path: ["Manage Data Roles and Security Profiles", "Edit"],
        instructions: ["Select the row and choose **Edit**.", "Choose **Yes** in the warning."],
        minutes: 1,
      },
      {
        id: "security-criteria",
        title: "Go to Security Criteria",
        why: "All profiles of the role stand on this one page.",
        path: ["Edit Data Role", "Security Criteria"],
        instructions: ["Choose **Next** once."],
        minutes: 1,
        checks: ["rows_visible"],
      },
      {
        id: "job-requisition-profile",
        title: "Choose the requisition profile",
        why: "Without this profile the user may read requisitions but sees none of them.",
        path: ["Edit Data Role", "Security Criteria", "Job Requisition"],
        instructions: ["Under **Job Requisition**, choose the value below."],
        values: [{ label: "Job Requisition", value: "View All Job Requisitions", copyable: true }],
        see: "The list shows **View All Job Requisitions**.",
        if_not: [
          {
            when: "you want it narrower",
            then: "Choose another profile and tell the vendor which requisitions it will see.",
          },
        ],
        minutes: 2,
        ask: "Which value stands under Job Requisition?",
        checks: ["rows_visible"],
      },
      {
        id: "other-profiles",
        title: "Choose the other profiles",
        why: "Oracle asks for a value in each section that the role secures.",
        path: ["Edit Data Role", "Security Criteria"],
        instructions: [
          "In each other section choose the **View All** value, or the one that your company uses.",
        ],
        worksheets: [
          {
            id: "sections",
            title: "Sections and profiles",
            text: "One row for each section on the page.",
            columns: [
              { label: "Section", choices: [] },
              { label: "Profile", choices: ["View All Organizations", "View All Positions"] },
            ],
            rows: [
              ["Organization", ""],
              ["Position", ""],
              ["", ""],
            ],
          },
        ],
        minutes: 2,
      },
      {
        id: "review-and-submit",
        title: "Review and submit",
        why: "The profiles take effect only after this.",
        path: ["Edit Data Role", "Review"],
        instructions: ["Choose **Next** until **Review**, then **Submit**."],
        minutes: 1,
      },
      {
        id: "wait-for-the-profile",
        title: "Wait until it takes effect",
        why: "Oracle applies the profiles in the background, usually within minutes.",
        path: ["Manage Data Roles and Security Profiles"],
        instructions: ["Search for the role again and look at its status."],
        see: "The status reads **Complete**.",
        minutes: 5,
        kind: "wait",
        checks: ["rows_visible"],
      },
    ],
  },
  {
    id: "prove",
    title: "Prove it and hand over",
    steps: [
      {
        id: "verify",
        title: "Verify",
        why: "Oracle itself is asked, as you and as the integration user, whether everything holds.",
        instructions: ["Open **Verify** and look at the requests before you start."],
        minutes: 2,
        kind: "verify",
      },
      {
        id: "hand-over",
        title: "Hand over",
        why: "The vendor needs the address and the user name on a sheet, and the password by a safe way.",
        instructions: ["Save the connection sheet and the report, and send them to the vendor."],
        minutes: 2,
        kind: "hand_over",
      },
    ],
  },
];

/** What comes between access and proof where the integration user signs in with tokens. */
export const TOKEN_STAGE: StageOutline = {
  id: "token",
  title: "Prepare the token",
  steps: [
    {
      id: "make-key-pair",
      title: "Make a key pair",
      why: "The private key signs the integration user's tokens. Oracle checks them by the certificate.",
      instructions: ["Make the key pair below, or bring one that you have."],
      minutes: 2,
      who: "Integration lead",
    },
    {
      id: "upload-certificate",
      title: "Upload the certificate",
      why: "Oracle takes a token only of a key whose certificate it trusts.",
      path: ["Security Console", "API Authentication"],
      instructions: [
        "Open the provider, and choose **Inbound API Authentication Public Certificates**.",
        "Choose **Add New Certificate**, and upload the file that you saved below.",
      ],
      see: "The certificate stands in the list with the fingerprint shown below.",
      minutes: 3,
      checks: ["integration_signed_in"],
    },
  ],
};
