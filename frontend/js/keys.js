// Keys: "a" presses the element with data-key="a", "g q" is a sequence. A person can switch single keys off (WCAG 2.1.4).
const WAIT = 900;

export function keys() {
  const off = document.querySelector("[data-keys-switch]");
  if (off) {
    off.checked = localStorage.getItem("nw-keys") !== "off";
    off.addEventListener("change", () => localStorage.setItem("nw-keys", off.checked ? "on" : "off"));
  }
  let typed = "";
  let timer;
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem("nw-keys") === "off" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    clearTimeout(timer);
    typed = typed ? `${typed} ${event.key}` : event.key;
    const target = find(typed) ?? find(event.key);
    timer = setTimeout(() => (typed = ""), WAIT);
    if (!target) return;
    event.preventDefault();
    typed = "";
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  });
}

function find(key) {
  return [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === key && !element.disabled && element.getClientRects().length > 0,
  );
}
