// Entry point of staff pages.
import { ahead } from "./ahead.js";
import { keep } from "./keep.js";
import { keys } from "./keys.js";
import { palette } from "./palette.js";
import { pictures } from "./picture.js";
import { side } from "./side.js";
import { tables } from "./table.js";

for (const start of [side, tables, palette, keys, keep, pictures, ahead]) start(document);

// Parts that htmx brings in later.
document.addEventListener("htmx:after:swap", () => {
  for (const start of [tables, pictures]) start(document);
});
