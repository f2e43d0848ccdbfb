/** The screens that the first picture does without; see `lib/later.ts`. */
export { default as ClashDialog } from "./ClashDialog.svelte";
export { default as Practice } from "./Practice.svelte";
export { default as Receive } from "./Receive.svelte";
export { default as SetupScreen } from "./SetupScreen.svelte";
export { default as SetupTop } from "./SetupTop.svelte";
