import { mount } from "svelte";
import Present from "./Present.svelte";
import { tauri } from "./lib/backend/tauri";
import "./styles/base.css";

const target = document.getElementById("app");
if (target) mount(Present, { target, props: { backend: tauri } });
