/** The shipped window. */
import { mount } from "svelte";
import App from "./App.svelte";
import { tauri } from "./lib/backend/tauri";
import { laterScreens } from "./lib/later";
import { Model } from "./lib/model.svelte";
import { letters } from "./lib/typeface";
import "./styles/base.css";

/** A quick answer stands in the first picture that is drawn; a slow disk leaves nobody before an empty window. */
const QUICK = 100;

const target = document.getElementById("app");
const model = new Model(tauri);

async function appear(): Promise<void> {
  await model.appear();
  if (model.setup) await laterScreens();
}

// What goes wrong is told by the page itself, which needs to stand; without its letters it stands in others.
const asked = Promise.allSettled([appear(), letters()]);
await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, QUICK))]);
if (target) mount(App, { target, props: { model } });
