/** Whether a key was pressed for the screen as a whole: alone, and not into something that has a use for it. */
const IN_USE = "input, textarea, select, button, a, summary, dialog, [contenteditable]";

export function isForScreen(event: KeyboardEvent): boolean {
  const { defaultPrevented, ctrlKey, metaKey, altKey, shiftKey, repeat, target } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || shiftKey || repeat) return false;
  return !(target instanceof Element && target.closest(IN_USE));
}
