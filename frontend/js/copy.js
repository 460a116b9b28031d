// Copies a number or address and says so.
import { once, words } from "./once.js";
import { toast } from "./toast.js";

export function copy(root) {
  if (!navigator.clipboard) return;
  once(root, "[data-copy]", "Copy", (button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(words("Copied", { text: button.dataset.copy }), "success");
    });
  });
}
