// Folds the staff navigation and remembers it; folded from the start on narrow screens.
export function side() {
  const bar = document.querySelector("[data-side]");
  const button = bar?.querySelector("[data-fold]");
  if (!button) return;
  const fold = (folded) => {
    bar.classList.toggle("nw-side--folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
  };
  const narrow = matchMedia("(width < 60rem)");
  button.hidden = false;
  const start = () => fold(narrow.matches || localStorage.getItem("nw-side") === "folded");
  start();
  narrow.addEventListener("change", start);
  button.addEventListener("click", () => {
    const folded = !bar.classList.contains("nw-side--folded");
    fold(folded);
    if (!narrow.matches) localStorage.setItem("nw-side", folded ? "folded" : "open");
  });
}
