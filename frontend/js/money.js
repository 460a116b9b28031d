// Groups the digits of an amount when the person leaves the field; full-width digits are understood.
import { once } from "./once.js";

export function money(root) {
  once(root, "input[data-money]", "Money", (input) => {
    input.addEventListener("change", () => {
      const plain = input.value.normalize("NFKC").replace(/[,\s円¥]/g, "");
      if (/^-?\d{1,15}$/.test(plain)) input.value = plain.replace(/\B(?=(\d{3})+$)/g, ",");
    });
  });
}
