/** What can be done with the integration user's key pair, for the panel of it that stands on several screens. */
import type { KeyForm, ProblemView } from "./backend/bindings";
import type { Model } from "./model.svelte";

export type KeyActions = {
  make: (days: number) => Promise<ProblemView | null>;
  bring: (form: KeyForm) => Promise<ProblemView | null>;
  choose: () => Promise<string | null>;
  copy: (text: string, what: string) => Promise<boolean>;
  /** Saves the certificate where the person says; gives the path, or null. */
  save: () => Promise<string | null>;
  /** Takes the private key off this computer. The certificate stays with the setup. */
  forget: () => Promise<unknown>;
  /** In practice only: has the practice Oracle trust the certificate. */
  upload: () => Promise<ProblemView | null>;
};

export function keyActions(model: Model): KeyActions {
  return {
    make: (days) => model.makeKey(days),
    bring: (form) => model.importKey(form),
    choose: () => model.chooseFile(),
    copy: (text, what) => model.copy(text, what),
    save: () => model.saveCertificate(),
    forget: () => model.forgetSecret(),
    upload: () => model.uploadToPractice(),
  };
}
