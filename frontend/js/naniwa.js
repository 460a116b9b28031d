// Entry point of every page. Everything here only improves pages that already work without it.
import { autosave } from "./autosave.js";
import { copy } from "./copy.js";
import { dialogs } from "./dialog.js";
import { errors } from "./errors.js";
import { finders } from "./finder.js";
import { menus } from "./menu.js";
import { money } from "./money.js";
import { postal } from "./postal.js";
import { repeats } from "./repeat.js";
import { toasts } from "./toast.js";
import { unsaved } from "./unsaved.js";
import { uploads } from "./upload.js";

document.documentElement.classList.add("nw-js");
for (const start of [errors, menus, dialogs, toasts, copy, money, postal, finders, repeats, uploads, autosave, unsaved]) start(document);

// Parts that htmx or a repeat group brings in later.
document.addEventListener("htmx:after:swap", (event) => wake(event.target));
document.addEventListener("nw:added", (event) => wake(event.target));
function wake(root) {
  for (const start of [copy, money, postal, finders, repeats, uploads]) start(root);
}
