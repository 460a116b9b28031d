// Fills in the address from the postal code without a reload; the button does the same on the server.
import { once, words } from "./once.js";

export function postal(root) {
  once(root, "[data-postal][data-url]", "Postal", (box) => {
    const group = box.closest("fieldset");
    const code = group.querySelector("[data-part=postal_code]");
    const run = () => lookup(box.dataset.url, group, code);
    box.querySelector("button[name=lookup]").addEventListener("click", (event) => {
      event.preventDefault();
      run();
    });
    code.addEventListener("input", () => {
      if (digits(code.value).length === 7) run();
    });
  });
}

const digits = (text) => text.normalize("NFKC").replace(/\D/g, "");

async function lookup(url, group, code) {
  const said = group.querySelector("[data-said]");
  const number = digits(code.value);
  if (number.length !== 7) {
    said.textContent = words("Postalshort");
    return;
  }
  try {
    const answer = await fetch(`${url}?postal_code=${number}`, { headers: { Accept: "application/json" } });
    const { places } = await answer.json();
    show(group, said, places);
  } catch {
    said.textContent = words("Offline");
  }
}

function show(group, said, places) {
  group.querySelector("[data-suggestions]")?.remove();
  if (places.length === 0) {
    said.textContent = words("Postalnone");
    return;
  }
  if (places.length === 1) {
    fill(group, said, places[0]);
    return;
  }
  said.textContent = words("Postalmany", { n: places.length });
  const list = document.createElement("div");
  list.className = "nw-row";
  list.dataset.suggestions = "";
  for (const place of places) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nw-button nw-button--secondary";
    button.textContent = place.municipality + place.town;
    button.addEventListener("click", () => {
      list.remove();
      fill(group, said, place);
    });
    list.append(button);
  }
  said.after(list);
  list.firstElementChild.focus();
}

function fill(group, said, place) {
  for (const part of ["prefecture", "municipality", "municipality_code", "town"]) {
    const input = group.querySelector(`[data-part=${part}]`);
    if (input) input.value = place[part] ?? "";
  }
  const building = group.querySelector("[data-part=building]");
  if (building && !building.value) building.value = place.building ?? "";
  group.dispatchEvent(new Event("change", { bubbles: true })); // what is filled in is kept like what is typed
  said.textContent = words("Postaldone");
  group.querySelector("[data-part=street]")?.focus();
}
