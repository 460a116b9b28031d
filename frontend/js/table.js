// Selection in tables: all on the page, a range with Shift, all that match, and a count.
import { once } from "./once.js";

export function tables(root) {
  once(root, "form[data-select]", "Select", (form) => {
    const boxes = [...form.querySelectorAll("[data-row-box]")];
    const all = form.querySelector("[data-all]");
    const everything = form.querySelector("[data-everything]");
    const bar = form.querySelector("[data-bulk]");
    const count = bar.querySelector("[data-count]");
    let last;
    const show = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
      const on = chosen > 0 || everything?.checked;
      bar.classList.toggle("nw-bulk--on", Boolean(on));
      const said = everything?.checked ? "" : chosen ? `${chosen}${count.dataset.one}` : count.dataset.none;
      if (count.textContent !== said) count.textContent = said;
      for (const button of bar.querySelectorAll("button")) button.disabled = !on;
    };
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
    everything?.addEventListener("change", () => {
      for (const box of boxes) box.checked = everything.checked;
      show();
    });
    boxes.forEach((box, index) => {
      box.addEventListener("click", (event) => {
        if (event.shiftKey && last !== undefined) {
          const [from, to] = [Math.min(last, index), Math.max(last, index)];
          for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
        }
        last = index;
        if (everything && !box.checked) everything.checked = false;
        show();
      });
    });
    show();
  });
}
