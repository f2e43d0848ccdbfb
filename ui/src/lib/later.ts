/**
 * The screens that the first picture does without. They are most of the program, and whoever has just started it looks at
 * home: they are read once that stands, or at once where one of them is wanted.
 */
import type * as Screens from "../screens/later";

export type LaterScreens = typeof Screens;

let known: LaterScreens | null = null;

/** What was read of them so far. */
export function knownScreens(): LaterScreens | null {
  return known;
}

export async function laterScreens(): Promise<LaterScreens> {
  return (known ??= await import("../screens/later"));
}
