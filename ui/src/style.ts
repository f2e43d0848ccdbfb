/**
 * Every part in every state, on one page: `npm run design`, then `/style.html`.
 *
 * `?theme=light|dark` chooses the theme above the system's. It never ships.
 */
import { mount } from "svelte";
import StylePage from "./StylePage.svelte";
import { examples } from "./style/examples";
import "./styles/base.css";

const theme = new URLSearchParams(location.search).get("theme");
if (theme) document.documentElement.dataset["theme"] = theme;

const target = document.getElementById("app");
if (target) mount(StylePage, { target, props: { examples: await examples() } });
