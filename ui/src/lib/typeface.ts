/**
 * The letters of the window, read before its first picture is drawn.
 *
 * A page whose typefaces are still on their way is styled with all that could stand in for them, which costs the web
 * engine more than everything else that it does until then, and once more when the letters arrive.
 */
const TYPEFACES = ["Inter Variable", "JetBrains Mono Variable"];

/** Settles when text can be drawn; rejects where letters can not be had. */
export function letters(): Promise<unknown> {
  return Promise.all(TYPEFACES.map((name) => document.fonts.load(`1em "${name}"`)));
}
