/** The shipped window. */
import { mount } from "svelte";
import App from "./App.svelte";
import { tauri } from "./lib/backend/tauri";
import { Model } from "./lib/model.svelte";
import "./styles/base.css";

const target = document.getElementById("app");
if (target) mount(App, { target, props: { model: new Model(tauri) } });
