/**
 * The window on a backend held in memory, for design and journeys.
 *
 * The address chooses the state: `?start=empty|busy|long&keychain=ready|locked|missing&pace=MILLISECONDS&opens=--practise|PATH`.
 */
import { mount } from "svelte";
import App from "./App.svelte";
import { memory, type MemoryOptions } from "./lib/backend/memory";
import type { KeychainState } from "./lib/backend/bindings";
import { Model } from "./lib/model.svelte";
import "./styles/base.css";

const asked = new URLSearchParams(location.search);
const options: MemoryOptions = {
  start: (asked.get("start") ?? "empty") as MemoryOptions["start"],
  keychain: (asked.get("keychain") ?? "ready") as KeychainState,
  opens: asked.get("opens"),
  pace: Number(asked.get("pace") ?? "120"),
};

const target = document.getElementById("app");
if (target) mount(App, { target, props: { model: new Model(memory(options)) } });
