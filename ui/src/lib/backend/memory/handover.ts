/**
 * Handing over and receiving, held in memory: enough of the core's habits to design with. Nothing is sealed and no secret
 * is there but words that everybody may read.
 */
import type { Answer } from "../backend";
import type * as B from "../bindings";
import type { HandOverBackend } from "../handover";

/** What of a setup a hand-over looks at. */
export type HandedSetup = {
  vendor: string;
  guide: string;
  host: string | null;
  subdomain: string | null;
  user: string | null;
  roleCode: string;
  authentication: B.Authentication;
  vendorHoldsKey: boolean;
  certificate: B.CertificateView | null;
  issuer: string | null;
  last: B.ReportView | null;
  secret: B.SecretState;
  claims: Record<string, { claimed: B.Claim }>;
};

type Options = {
  find: (path: string) => HandedSetup | null;
  missing: () => Answer<never>;
  keychain: B.KeychainState;
};

const KEY = {
  recipient: "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
  fingerprint: "K7QM 2XV9 0TRB 5HWC 8JND",
};
const LENGTH = KEY.recipient.length;
const WORDS = ["marble", "orchid", "stapler", "tundra", "vacuum", "wobbly"];

function refused(code: string, title: string, meaning: string, remedy: string): { problem: B.ProblemView } {
  return { problem: { code, title, meaning, remedy, field: null } };
}

const NO_SECRET = refused(
  "no_secret",
  "The integration user's secret is not there",
  "It is not kept on this computer, and was not given.",
  "Enter it under **Verify** first.",
);

function closed(setup: HandedSetup): B.ProblemView | null {
  const remedy = "Verify it first.";
  if (!setup.last)
    return refused("not_verified", "This setup was never verified", "Nobody has asked Oracle yet.", remedy)
      .problem;
  const failed = setup.last.checks.filter((check) => check.verdict === "failed").length;
  if (failed > 0)
    return refused(
      "not_verified",
      `${failed} ${failed === 1 ? "check" : "checks"} failed in the last verification`,
      "The vendor could not work with this. Accepting a finding did not mend it.",
      remedy,
    ).problem;
  return setup.vendorHoldsKey
    ? refused(
        "not_verified",
        "It is not proved that the integration works",
        "The sign-in had to pass.",
        remedy,
      ).problem
    : null;
}

function fields(setup: HandedSetup): B.FormFieldView[] {
  const field = (id: string, label: string, value: string | null, secret = false): B.FormFieldView => ({
    id,
    label,
    value,
    secret,
  });
  const signIn =
    setup.authentication === "basic"
      ? [field("password", "Password", null, true)]
      : [field("issuer", "Issuer", setup.issuer), field("private_key", "Private key", null, true)];
  return [
    field("host", "Oracle Recruiting Cloud address", setup.host),
    field("user", "User Name", setup.user),
    ...signIn.filter((one) => !(one.secret && setup.vendorHoldsKey)),
  ];
}

function details(setup: HandedSetup): B.FormFieldView[] {
  const rows: [string, string, string | null | undefined][] = [
    ["origin", "Address", setup.host === null ? null : `https://${setup.host}`],
    ["subdomain", "Subdomain", setup.subdomain],
    ["role_code", "Role code", setup.roleCode],
    ["fingerprint_hex", "Certificate fingerprint (SHA-1), hex", setup.certificate?.hex],
    ["fingerprint_base64", "Certificate fingerprint (SHA-1), base64", setup.certificate?.base64],
    ["fingerprint_base64url", "Certificate fingerprint (SHA-1), base64url", setup.certificate?.base64url],
  ];
  return rows.flatMap(([id, label, value]) => (value ? [{ id, label, value, secret: false }] : []));
}

function message(setup: HandedSetup, way: B.Way | null): B.Message {
  const comes: Record<B.Way, string> = {
    form: "I have entered the secret in your connection form.",
    sealed: "The secret comes in a sealed file that only your key opens.",
    passphrase: "The secret comes in a sealed file. I tell you the passphrase by phone.",
    manager: "I share the secret with you from our password manager.",
  };
  const rows = [...fields(setup), ...details(setup)].filter((field) => !field.secret);
  return {
    subject: `Oracle connection details for ${setup.vendor}`,
    body: `Hello,\n\nthe Oracle integration user for ${setup.vendor} is ready.\n\n${rows
      .map(({ label, value }) => `${label}  ${value ?? ""}`)
      .join("\n")}\n\n${way ? comes[way] : "The secret comes by another way, never by e-mail."}\n`,
  };
}

function open(setup: HandedSetup): B.OpenView[] {
  const checks = setup.last?.checks ?? [];
  return checks
    .filter((check) => check.verdict !== "passed" && check.verdict !== "failed")
    .slice(0, 4)
    .map((check) => ({ verdict: check.verdict, title: check.claim, meaning: check.because ?? check.result }));
}

function received(stored: boolean): B.ReceivedView {
  const field = (id: string, label: string, value: string | null, secret = false): B.FormFieldView => ({
    id,
    label,
    value,
    secret,
  });
  return {
    vendor: "Brightlane",
    name: "Example Retail",
    created_at: new Date(Date.now() - 3_600_000).toISOString(),
    practice: false,
    host: "abcd-test.fa.ocs.oraclecloud.com",
    fields: [
      field("host", "Oracle Recruiting Cloud address", "abcd-test.fa.ocs.oraclecloud.com"),
      field("user", "User Name", "BRIGHTLANE.INTEGRATION"),
      field("password", "Password", null, true),
    ],
    details: [field("origin", "Address", "https://abcd-test.fa.ocs.oraclecloud.com")],
    secret: "password",
    verdict: "warning",
    verified_at: new Date(Date.now() - 7_200_000).toISOString(),
    seen_from: "this computer",
    open: [
      {
        verdict: "warning",
        title: "The user holds a role that nobody asked for",
        meaning: "ORA_PER_LINE_MANAGER_ABSTRACT is held beyond what is asked for.",
      },
    ],
    signed_in: true,
    closed: null,
    reason: null,
    stored,
  };
}

function recipientOf(text: string): Answer<B.RecipientView> {
  const typed = text.replace(/\s/g, "");
  if (/^(ssh-|ecdsa-)/.test(text.trim()))
    return refused(
      "recipient_is_ssh",
      "This is a key for SSH",
      "Keys for SSH sign people in to computers.",
      "Have the receiver make a key under **Receive a hand-over**. It begins with `age1`.",
    );
  if (!typed.startsWith("age1"))
    return refused(
      "recipient_malformed",
      "This is not a recipient's key",
      "A recipient begins with `age1`; this begins otherwise.",
      "Copy it once more from where it came.",
    );
  const odd = [...typed.slice(4)].findIndex((sign) => !"qpzry9x8gf2tvdw0s3jn54khce6mua7l".includes(sign));
  if (odd !== -1)
    return refused(
      "recipient_malformed",
      `This is not a whole key: it goes wrong at character ${odd + 5}`,
      "That character stands in no recipient.",
      "Copy it once more from where it came.",
    );
  if (typed.length !== LENGTH)
    return refused(
      "recipient_malformed",
      "This is not a whole key",
      `It has ${typed.length} characters; a recipient has ${LENGTH}.`,
      "Copy it once more from where it came.",
    );
  return { ok: { recipient: typed, fingerprint: KEY.fingerprint } };
}

/** The part of the backend that hands over and receives. */
export function handOver({ find, missing, keychain }: Options): HandOverBackend {
  const past = new Map<string, B.HandedOverView[]>();
  const sealed = new Set<string>();
  let key: B.ReceiverView | null = null;

  function withSetup<T>(path: string, use: (setup: HandedSetup) => Answer<T>): Promise<Answer<T>> {
    const setup = find(path);
    return Promise.resolve(setup ? use(setup) : missing());
  }

  function view(path: string, setup: HandedSetup): B.HandOverView {
    const ways: B.Way[] = setup.vendorHoldsKey ? [] : ["form", "sealed", "passphrase", "manager"];
    return {
      vendor: setup.vendor,
      practice: false,
      closed: closed(setup),
      verdict: setup.last?.verdict ?? null,
      verified_at: setup.last?.finished_at ?? null,
      open: open(setup),
      ways,
      vendor_holds_the_key: setup.vendorHoldsKey,
      secret: setup.authentication === "basic" ? "password" : "private_key",
      fields: fields(setup),
      details: details(setup),
      form: null,
      recipients: [],
      built_in: true,
      emails: [null, ...ways].map((way) => ({ way, message: message(setup, way) })),
      manager_entry: `Title: Oracle integration user for ${setup.vendor}\nUser name: ${setup.user ?? ""}\nWebsite: https://${setup.host ?? ""}\nNotes:\nRole code: ${setup.roleCode}\n`,
      handed_over: past.get(path) ?? [],
    };
  }

  function note(
    path: string,
    way: B.Way,
    to: B.RecipientView[],
    signedIn: boolean,
    reason: string | null,
  ): void {
    const one: B.HandedOverView = {
      at: new Date().toISOString(),
      way,
      to,
      signed_in: signedIn ? "passed" : "skipped",
      reason,
      by: "you",
    };
    past.set(path, [one, ...(past.get(path) ?? [])]);
  }

  const NO_KEYCHAIN = refused(
    "keychain",
    "There is no keychain in this session",
    "The system offers no store for secrets.",
    "Make a key file on the command line instead: `oracle-setup recipient new --out vendor.key`.",
  );

  return {
    handOver: (path) => withSetup(path, (setup) => ({ ok: view(path, setup) })),
    checkRecipient: (text) => Promise.resolve(recipientOf(text)),
    makePassphrase: (path) => withSetup(path, () => ({ ok: WORDS.join("-") })),
    previewHandOver: (path, unverified) =>
      withSetup(path, (setup) => ({
        ok: JSON.stringify(
          {
            format: "oracle-setup-handover",
            schema: 1,
            vendor: setup.vendor,
            connection: { host: setup.host, user: setup.user, authentication: setup.authentication },
            fields: fields(setup),
            secret: { kind: setup.authentication === "basic" ? "password" : "private_key" },
            unverified: unverified ? { reason: unverified } : null,
          },
          null,
          2,
        ),
      })),
    sealHandOver: (path, form) =>
      withSetup(path, (setup) => {
        if (setup.secret === "none") return NO_SECRET;
        if (sealed.has(form.to) && !form.replace)
          return refused(
            "file_exists",
            "There is already a file of this name",
            `\`${form.to}\` was left.`,
            "",
          );
        sealed.add(form.to);
        const to = form.recipients.map((recipient) => ({ recipient, fingerprint: KEY.fingerprint }));
        note(path, to.length > 0 ? "sealed" : "passphrase", to, true, form.unverified);
        return { ok: form.to };
      }),
    recordHandOver: (path, way, unverified) =>
      withSetup(path, (setup) => {
        note(path, way, [], false, unverified);
        return { ok: view(path, setup) };
      }),
    copyKeptSecret: (path) =>
      withSetup(path, (setup) => (setup.secret === "none" ? NO_SECRET : { ok: null })),
    openForm: () => Promise.resolve({ ok: null }),
    previewReport: (path, masked) =>
      withSetup(path, (setup) => ({
        ok: `# ${setup.last?.title ?? "Not verified"}\n\n- Pod: ${masked ? "[pod]" : (setup.host ?? "not filled in")}\n- Integration user: ${masked ? "[integration user]" : (setup.user ?? "not filled in")}\n`,
      })),
    afterwards: (path) =>
      withSetup(path, (setup) => {
        const step = (id: string, title: string, why: string, action: string): B.ChecklistStepView => ({
          id,
          title,
          why,
          who: "Security team",
          instructions: [action],
          values: [{ label: "User Name", value: setup.user ?? "", copyable: true }],
          done: setup.claims[id]?.claimed === "done",
        });
        return {
          ok: [
            {
              list: "rotate",
              title: "Replace the secret",
              steps: [
                step(
                  "rotate-new-password",
                  "Set a new password",
                  "The old one may expire.",
                  "Click **Reset Password**.",
                ),
                step(
                  "rotate-verify",
                  "Verify with the new secret",
                  "Only what signs in is worth it.",
                  "Verify.",
                ),
              ],
            },
            {
              list: "undo",
              title: "End the integration",
              steps: [
                step(
                  "undo-deactivate-user",
                  "Deactivate the integration user",
                  "Nobody signs in.",
                  "Untick **Active**.",
                ),
                step(
                  "undo-take-roles",
                  "Take the roles away",
                  "It finds no access.",
                  "Delete each of the codes.",
                ),
              ],
            },
          ],
        };
      }),
    receiver: () => Promise.resolve(keychain === "missing" ? NO_KEYCHAIN : { ok: key }),
    makeReceiverKey: () => {
      if (keychain === "missing") return Promise.resolve(NO_KEYCHAIN);
      key = {
        key: KEY,
        message: {
          subject: "Our key for Oracle connection details",
          body: `Hello,\n\nplease seal the secret for this key:\n\n    ${KEY.recipient}\n\nIts fingerprint is:\n\n    ${KEY.fingerprint}\n`,
        },
      };
      return Promise.resolve({ ok: key });
    },
    openHandOver: (form) => {
      if (form.file.includes("damaged"))
        return Promise.resolve(
          refused(
            "damaged",
            "The sealed file is damaged",
            "The key fits, and what is sealed is not as it was written.",
            "Ask for the file once more.",
          ),
        );
      if (form.passphrase !== null && !form.passphrase.toLowerCase().startsWith("marble"))
        return Promise.resolve(
          refused(
            "wrong_passphrase",
            "The passphrase does not open the file",
            "Word 2 is not one of the words that passphrases are made of here: it may be misheard.",
            "Have it read to you once more, word by word.",
          ),
        );
      return Promise.resolve({ ok: received(false) });
    },
    revealReceived: () => Promise.resolve({ ok: "not-a-real-password" }),
    copyReceived: () => Promise.resolve({ ok: null }),
    keepReceived: () => Promise.resolve(keychain === "missing" ? NO_KEYCHAIN : { ok: received(true) }),
    putAwayReceived: () => Promise.resolve({ ok: null }),
  };
}
