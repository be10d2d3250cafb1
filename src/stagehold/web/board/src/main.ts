import { mount } from "svelte";

import App from "./App.svelte";
import "./style.css";

const target = document.getElementById("board");
if (target === null) throw new Error("the page has no #board");
mount(App, { target });
