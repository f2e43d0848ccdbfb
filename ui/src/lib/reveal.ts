/**
 * Whatever the keyboard leads to is brought wholly into view, clear of the bars that stand over a screen's edge
 * (`scroll-padding`).
 *
 * WebKit does not do so for a radio button that the arrows lead to, shows of a field hardly more than its line of text,
 * and leaves out the padding. What a pointer goes to stays where it is: it would be pulled away from under it.
 */
export function revealFocus(page: Document): () => void {
  let byKey = false;
  const listeners: Record<string, (event: Event) => void> = {
    keydown: () => (byKey = true),
    pointerdown: () => (byKey = false),
    focusin: ({ target }) => {
      if (byKey && target instanceof HTMLElement && target.tabIndex >= 0) reveal(target);
    },
  };
  for (const [name, listener] of Object.entries(listeners)) page.addEventListener(name, listener, true);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) page.removeEventListener(name, listener, true);
  };
}

/** A choice is brought into view with its words. */
function reveal(target: HTMLElement): void {
  const choice = target.matches("input[type=radio], input[type=checkbox]") ? target.closest("label") : null;
  (choice ?? target).scrollIntoView({ block: "nearest", inline: "nearest" });
}
