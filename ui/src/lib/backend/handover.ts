import type { Answer } from "./backend";
import type * as B from "./bindings";

/** What the window asks of the core to hand over, and to receive. */
export interface HandOverBackend {
  handOver(path: string): Promise<Answer<B.HandOverView>>;
  checkRecipient(text: string): Promise<Answer<B.RecipientView>>;
  /** Six words for the next file that is sealed without recipients. Shown once, to be told by phone. */
  makePassphrase(path: string): Promise<Answer<string>>;
  /** Exactly what a sealed file would hold, but for the secret. */
  previewHandOver(path: string, unverified: string | null): Promise<Answer<string>>;
  /** Signs in once with the very secret, then seals it. Gives the full path written. */
  sealHandOver(path: string, form: B.SealForm, oracleChanged: boolean): Promise<Answer<string>>;
  /** Keeps that the secret went by a way on which nothing is sealed here. */
  recordHandOver(path: string, way: B.Way, unverified: string | null): Promise<Answer<B.HandOverView>>;
  /** Puts the kept secret into the clipboard without showing it. */
  copyKeptSecret(path: string): Promise<Answer<null>>;
  /** Opens the vendor's own form in the browser. */
  openForm(path: string): Promise<Answer<null>>;
  /** The report as text, as it would leave. */
  previewReport(path: string, masked: boolean): Promise<Answer<string>>;
  /** The checklists for a new secret and for the end of the integration. */
  afterwards(path: string): Promise<Answer<B.ChecklistView[]>>;
  /** The key with which this computer receives; null where none was made. */
  receiver(): Promise<Answer<B.ReceiverView | null>>;
  makeReceiverKey(): Promise<Answer<B.ReceiverView>>;
  openHandOver(form: B.OpenForm): Promise<Answer<B.ReceivedView>>;
  /** The secret of the hand-over that is open, for as long as a person holds the button. */
  revealReceived(): Promise<Answer<string>>;
  copyReceived(): Promise<Answer<null>>;
  keepReceived(): Promise<Answer<B.ReceivedView>>;
  putAwayReceived(): Promise<Answer<null>>;
}
