/**
 * Setups on several desks, for design: somebody else who has one open, who changes one, a copy that comes back.
 *
 * Deliberately not here: how two copies are brought together. The differences are one worked example.
 */
import type { Answer, Backend } from "../backend";
import type * as B from "../bindings";

/** What others do meanwhile: have a setup open, change the one that is open, or write the same note. */
export type Others = "hold" | "write" | "clash";

const HELD = "example-bank";
/** The step that others write a note at. */
export const SHARED_STEP = "name-the-copy";
export const THEIR_NOTE = "Security agreed: no suffix. Use the plain code.";

export const OPEN_ELSEWHERE: B.ReadingView = {
  title: "Somebody else has this setup open",
  meaning:
    "`example-bank.oraclesetup` is open by ann on desk-3, with oracle-setup-assistant (process 4711), since 12 May 2026, 09:30 UTC.",
  remedy:
    "Until it is closed there you can look at it, or take a copy to work on and bring it in later. Where nobody has it open any more, open it all the same.",
  offers: ["take_copy", "take_over"],
};

export const NEWER: B.ReadingView = {
  title: "The file comes from a newer version of this program",
  meaning: "`newer.oraclesetup` has schema 2; this version writes 1. It can be read, and is never written.",
  remedy: "Update this program.",
  offers: [],
};

export function isHeld(path: string, others: Others | undefined): boolean {
  return others === "hold" && path.includes(HELD);
}

const MERGE: B.MergeView = {
  open: [
    {
      field: `steps/${SHARED_STEP}/note`,
      label: "Note",
      step: "Name the copy",
      mine: "Their policy adds _CUSTOM to new roles. Security is checking.",
      theirs: THEIR_NOTE,
      mine_at: "2026-05-11T15:02:00Z",
      theirs_at: "2026-05-12T08:41:00Z",
    },
    {
      field: "steps/add-roles/claimed",
      label: "State",
      step: "Add the roles",
      mine: "Done (Ann)",
      theirs: "To be done once more: One role too many (Bo)",
      mine_at: "2026-05-11T15:20:00Z",
      theirs_at: "2026-05-12T08:45:00Z",
    },
  ],
  arriving: [
    { label: "Owner", step: "Choose the requisition profile", before: null, after: "Bo" },
    {
      label: "Comment",
      step: "Name the copy",
      before: null,
      after: "I asked security. The answer is in the note. (Bo)",
    },
    {
      label: "Integration user",
      step: null,
      before: "EXAMPLE.INTEGRATION",
      after: "EXAMPLE.INTEGRATION.TEST",
    },
  ],
};

type Kit = {
  folder: () => string;
  exists: (path: string) => boolean;
  home: () => B.HomeView;
  setFolder: (folder: string) => void;
  /** The setup as it is shown, after `change` was made to its note. */
  noted: (path: string, note: string) => B.SetupView | null;
  /** Whether somebody else has changed the setup that is shown; asked once, it is up to date. */
  stale: () => boolean;
  shown: (path: string) => B.SetupView | null;
  copied: (path: string) => B.SetupView | null;
  export: (to: string, replace: boolean) => Answer<string>;
  refuse: (code: string, title: string, meaning: string, remedy: string) => { problem: B.ProblemView };
};

type Desks = Pick<
  Backend,
  | "homeAgain"
  | "lookAgain"
  | "putAway"
  | "suggestedCopy"
  | "sendCopy"
  | "takeCopy"
  | "compareCopy"
  | "bringIn"
  | "reminders"
  | "waits"
  | "setFolder"
  | "suggestedList"
  | "exportList"
  | "chooseFolder"
>;

const LISTS: Record<B.ListExport, string> = {
  list: "Setups.csv",
  waits: "What waits on whom.txt",
  reminders: "Reminders.ics",
};

function waitsOf(home: B.HomeView): B.WaitsView {
  const people = new Map<string, B.WaitingView[]>();
  for (const setup of home.setups) {
    const { path, name, vendor, next_step, waiting_for, who } = setup;
    if (who === null || next_step === null) continue;
    const about = waiting_for === null ? "" : `Waits for: ${waiting_for}. For 3 days`;
    const open = { path, setup: name, vendor, step: next_step, about };
    people.set(who, [...(people.get(who) ?? []), open]);
  }
  const all = [...people].map(([who, open]) => ({ who, open }));
  const line = (one: B.WaitingView): string => `- ${one.setup}, ${one.vendor}: ${one.step}.`;
  const text = all.map(({ who, open }) => [`${who} (${String(open.length)})`, ...open.map(line)].join("\n"));
  return { people: all, text: `${text.join("\n\n")}\n` };
}

export function desks(others: Others | undefined, kit: Kit): Desks {
  let written = false;
  const later = <T>(answer: Answer<T>): Promise<Answer<T>> => Promise.resolve(answer);
  const found = (view: B.SetupView | null, path: string): Answer<B.SetupView> =>
    view
      ? { ok: view }
      : kit.refuse("file_missing", "The file is not there", `\`${path}\` was not found.`, "Check the path.");
  return {
    homeAgain: () => later({ ok: null }),
    lookAgain: (path) => {
      if (kit.stale()) return later({ ok: kit.shown(path) });
      if (others !== "write" || written) return later({ ok: null });
      written = true;
      return later({ ok: kit.noted(path, THEIR_NOTE) });
    },
    putAway: () => later({ ok: null }),
    suggestedCopy: (path) => later({ ok: path.replace(/\.oraclesetup$/, " for review.oraclesetup") }),
    sendCopy: (_path, _carry, to) => later(kit.export(to, false)),
    takeCopy: (path) => later(found(kit.copied(path), path)),
    compareCopy: (_path, theirs) =>
      later(
        theirs.includes("other")
          ? kit.refuse(
              "different_setups",
              "These are two different setups",
              "`Example Retail` and `Example Bank` are not copies of one setup. Nothing was written.",
              "Choose a copy that was made of your file.",
            )
          : theirs.includes("same")
            ? { ok: { open: [], arriving: [] } }
            : { ok: MERGE },
      ),
    bringIn: (path, _theirs, choices) =>
      later(found(choices[0]?.side === "theirs" ? kit.noted(path, THEIR_NOTE) : kit.shown(path), path)),
    reminders: () =>
      later({
        ok: [
          {
            day: "2026-05-20",
            title: "Example Retail: Wait until it is complete",
            text: "Who: Oracle administrator",
          },
          {
            day: "2026-08-01",
            title: "Example Retail: the integration user's password expires",
            text: "Set a new password for the integration user in Oracle, and hand it over to the vendor.",
          },
        ],
      }),
    waits: () => later({ ok: waitsOf(kit.home()) }),
    setFolder: (folder) => {
      if (!folder.startsWith("/"))
        return later(
          kit.refuse(
            "folder_missing",
            "The folder is not there",
            `There is no folder \`${folder}\`.`,
            "Choose a folder that is there, or make it first.",
          ),
        );
      kit.setFolder(folder);
      return later({ ok: kit.home() });
    },
    suggestedList: (what) => later({ ok: `${kit.folder()}/${LISTS[what]}` }),
    exportList: (_what, to, replace) => later(kit.export(to, replace)),
    chooseFolder: () => later({ ok: "/home/you/Shared/Customers" }),
  };
}
