// Entry point of staff pages.
import { keys } from "./keys.js";
import { palette } from "./palette.js";
import { side } from "./side.js";
import { tables } from "./table.js";

for (const start of [side, tables, palette, keys]) start(document);
document.addEventListener("htmx:after:swap", (event) => tables(event.target));
