/**
 * The window on a backend held in memory, for design and journeys.
 *
 * The address chooses the state: `?start=empty|busy|long|many|unreadable&keychain=ready|locked|missing&disk=ready|full&network=there|none&pace=MILLISECONDS&opens=--practise|PATH&others=hold|write|clash`.
 * With `presents=STEP` it is the second window, which shows that step of the first setup.
 */
import { mount } from "svelte";
import App from "./App.svelte";
import { memory, type MemoryOptions } from "./lib/backend/memory";
import type { KeychainState } from "./lib/backend/bindings";
import Present from "./Present.svelte";
import { Model } from "./lib/model.svelte";
import "./styles/base.css";

const asked = new URLSearchParams(location.search);
const options: MemoryOptions = {
  start: (asked.get("start") ?? "empty") as MemoryOptions["start"],
  keychain: (asked.get("keychain") ?? "ready") as KeychainState,
  disk: asked.get("disk") === "full" ? "full" : "ready",
  network: asked.get("network") === "none" ? "none" : "there",
  opens: asked.get("opens"),
  presents: asked.get("presents"),
  pace: Number(asked.get("pace") ?? "120"),
  others: (asked.get("others") ?? undefined) as MemoryOptions["others"],
};

const target = document.getElementById("app");
if (target && options.presents) mount(Present, { target, props: { backend: memory(options) } });
else if (target) mount(App, { target, props: { model: new Model(memory(options)) } });
