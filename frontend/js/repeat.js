// Adds and removes rows of a repeat group without a reload; rows are numbered anew so that names have no gap.
import { once, words } from "./once.js";

export function repeats(root) {
  once(root, "[data-repeat]", "Repeat", (group) => {
    const rows = group.querySelector("[data-rows]");
    const add = group.querySelector(":scope > [data-add]");
    const most = Number(group.dataset.max) || Infinity;
    const limit = () => {
      add.hidden = rows.children.length >= most;
    };
    add.addEventListener("click", (event) => {
      event.preventDefault();
      const row = group.querySelector(":scope > template[data-row]").content.firstElementChild.cloneNode(true);
      rows.append(row);
      number(rows);
      limit();
      row.dispatchEvent(new CustomEvent("nw:added", { bubbles: true }));
      row.querySelector("input, select, textarea")?.focus();
      say(group, words("Rowadded", { n: rows.children.length }));
    });
    rows.addEventListener("click", (event) => {
      const button = event.target.closest("[data-remove]");
      const row = button?.closest("[data-index]");
      if (!row || row.parentElement !== rows || rows.children.length <= Number(group.dataset.min)) return;
      event.preventDefault();
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      number(rows);
      limit();
      (next?.querySelector("input, select, textarea") ?? add).focus();
      say(group, words("Rowremoved", { n: rows.children.length }));
    });
    limit();
  });
}

function number(rows) {
  [...rows.children].forEach((row, index) => {
    const old = row.dataset.index;
    row.dataset.index = String(index);
    for (const element of [row, ...row.querySelectorAll("*")]) renumber(element, old, index);
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.data.includes("__number__")) text.data = text.data.replace("__number__", String(index + 1));
    }
    for (const place of row.querySelectorAll("[data-number], [data-remove] span")) {
      place.textContent = place.textContent.replace(/\d+(?!.*\d)/, String(index + 1));
    }
  });
}

function renumber(element, old, index) {
  for (const { name, value } of [...element.attributes]) {
    if (!["name", "id", "for", "value", "data-key-name", "aria-describedby", "data-name"].includes(name)) continue;
    if (name === "value" && !element.matches("[data-remove]")) continue;
    const next = value.split(" ").map((token) => token.replace(new RegExp(`([.-])${old}(?=[.-]|$)`), `$1${index}`)).join(" ");
    if (next !== value) element.setAttribute(name, next);
  }
}

function say(group, text) {
  group.querySelector(":scope > [data-said]").textContent = text;
}
