/** What the window adds to the keyboard: which keys are for the screen as a whole, and what one engine leaves out. */

/** Things that have a use of their own for a key that is pressed on them. */
const IN_USE = "input, textarea, select, button, a, summary, dialog, [contenteditable]";
const ONWARD = ["ArrowDown", "ArrowRight"];
const BACK = ["ArrowUp", "ArrowLeft"];

/** Whether a key was pressed for the screen as a whole: alone, and not into something that has a use for it. */
export function isForScreen(event: KeyboardEvent): boolean {
  const { defaultPrevented, repeat, target } = event;
  if (defaultPrevented || repeat || isHeldWith(event)) return false;
  return !(target instanceof Element && target.closest(IN_USE));
}

/** WebKit stops at the ends of a group of radio buttons where the other engines go round. */
export function goRound(event: KeyboardEvent): void {
  const { target, key } = event;
  const onward = ONWARD.includes(key);
  if (isHeldWith(event) || !(onward || BACK.includes(key)) || !isRadio(target)) return;
  const group = groupOf(target);
  if (target !== group.at(onward ? -1 : 0)) return;
  event.preventDefault();
  const other = group.at(onward ? 0 : -1);
  other?.focus();
  other?.click();
}

function isRadio(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === "radio";
}

function isHeldWith({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

/** The buttons that the arrow keys go between: those of the same name that stand open. */
function groupOf(one: HTMLInputElement): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter(
    (other) =>
      other.name === one.name && other.form === one.form && !other.disabled && other.checkVisibility(),
  );
}
