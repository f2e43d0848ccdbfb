/** The shipped window. */
import { mount } from "svelte";
import App from "./App.svelte";
import { tauri } from "./lib/backend/tauri";
import { Model } from "./lib/model.svelte";
import "./styles/base.css";

/** A quick answer stands in the first picture that is drawn; a slow disk leaves nobody before an empty window. */
const QUICK = 100;

const target = document.getElementById("app");
const model = new Model(tauri);
// What goes wrong is told by the page itself, which needs to stand.
const asked = model.appear().catch(() => undefined);
await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, QUICK))]);
if (target) mount(App, { target, props: { model } });
