/**
 * Where the focus stays when what held it goes away, such as a button that is replaced by what it did.
 *
 * Browsers let it fall back to the whole page: a keyboard would begin anew at the top, and a screen reader say nothing. It
 * stays at the nearest part of the page that is still there, so that the next key leads on from the same place.
 */
const PARTS = "section, form, fieldset, li, dialog, [data-pane], main";

export function keepFocusNear(page: Document): () => void {
  let around: Element[] = [];
  const remember = ({ target }: FocusEvent): void => {
    around = target instanceof Element ? [target, ...partsAround(target)] : [];
  };
  const watch = new MutationObserver(() => {
    const [held, ...parts] = around;
    // Whoever led the focus elsewhere knows better.
    if (!held || held.isConnected || page.activeElement !== page.body) return;
    around = [];
    const near = parts.find((part) => part.isConnected);
    if (near instanceof HTMLElement) hold(near);
  });
  const forget = (): void => void (around = []);
  page.addEventListener("focusin", remember);
  // Whoever clicks beside everything left that place by will; what can be focused is remembered after it.
  page.addEventListener("pointerdown", forget);
  watch.observe(page.body, { childList: true, subtree: true });
  return () => {
    page.removeEventListener("focusin", remember);
    page.removeEventListener("pointerdown", forget);
    watch.disconnect();
  };
}

function partsAround(element: Element): Element[] {
  const parts: Element[] = [];
  let part = element.parentElement?.closest(PARTS);
  while (part) {
    parts.push(part);
    part = part.parentElement?.closest(PARTS);
  }
  return parts;
}

/** It stays focusable: it loses the focus also where a person looks at another program, and gets it back after. */
function hold(part: HTMLElement): void {
  if (!part.hasAttribute("tabindex")) part.tabIndex = -1;
  part.focus({ preventScroll: true });
}
