// Keys: "a" presses the element with data-key="a", "g q" is a sequence. A person can switch single keys off (WCAG 2.1.4).
const WAIT = 900;
const WRITES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";

export function keys() {
  const off = document.querySelector("[data-keys-switch]");
  if (off) {
    off.checked = localStorage.getItem("nw-keys") !== "off";
    off.addEventListener("change", () => localStorage.setItem("nw-keys", off.checked ? "on" : "off"));
  }
  number();
  let typed = "";
  let timer;
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem("nw-keys") === "off" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || event.key === " " || event.target.closest(WRITES)) return;
    clearTimeout(timer);
    typed = typed ? `${typed} ${event.key}` : event.key;
    const target = find(typed, event.target) ?? find(event.key, event.target);
    timer = setTimeout(() => (typed = ""), WAIT);
    if (!target) return;
    event.preventDefault();
    typed = "";
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  });
}

// The places of the navigation answer to "g 1", "g 2" and so on, unless they have keys of their own.
function number() {
  const places = document.querySelectorAll("[data-side] .nw-side__link");
  [...places].slice(0, 9).forEach((place, index) => (place.dataset.key ??= `g ${index + 1}`));
}

// Where several answer to one key, the one beside the focus does, else the first.
function find(key, from) {
  const all = [...document.querySelectorAll("[data-key]")].filter(
    (element) => element.dataset.key === key && !element.disabled && reached(element),
  );
  const near = from.closest("[data-about]");
  return all.find((element) => near?.contains(element)) ?? all[0];
}

const reached = (element) => element.getClientRects().length > 0 || element.closest("[data-side]");
