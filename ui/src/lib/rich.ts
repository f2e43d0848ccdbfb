/**
 * The two marks that words from the core may hold: `**bold**` for a label of Oracle's and `` `code` `` for a value.
 *
 * Deliberately not here: any other markup, and HTML in any form. A mark without its partner is text like any other.
 */
export type Piece = { kind: "text" | "bold" | "code"; text: string };

const MARK = /\*\*([^*]+)\*\*|`([^`]+)`/g;

/** Cuts rich text into pieces, in order. Joining the pieces' text gives the words without their marks. */
export function pieces(rich: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of rich.matchAll(MARK)) {
    if (match.index > from) found.push({ kind: "text", text: rich.slice(from, match.index) });
    found.push(
      match[1] === undefined ? { kind: "code", text: match[2] ?? "" } : { kind: "bold", text: match[1] },
    );
    from = match.index + match[0].length;
  }
  if (from < rich.length) found.push({ kind: "text", text: rich.slice(from) });
  return found;
}

/** The same words without their marks, for a title bar or a live region. */
export function plain(rich: string): string {
  return pieces(rich)
    .map((piece) => piece.text)
    .join("");
}
