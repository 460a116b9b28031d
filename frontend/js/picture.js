// Turns the picture of a paper and makes it larger; what does not fit is scrolled. Without scripts it opens in a page of its own.
import { once } from "./once.js";

const SIZES = [1, 1.5, 2, 3];

export function pictures(root) {
  once(root, "[data-picture-tools]", "Picture", (tools) => {
    const picture = tools.parentElement.querySelector(".pr-evidence__picture");
    const image = picture.querySelector("img");
    let size = 0;
    let turns = 0;
    const show = () => {
      const { naturalWidth: width, naturalHeight: height } = image;
      picture.dataset.turns = String(turns);
      picture.style.setProperty("--shape", String(width && height ? width / height : 1));
      picture.style.setProperty("--zoom", String(SIZES[size]));
      for (const button of tools.querySelectorAll("button")) {
        if (button.value === "smaller") button.disabled = size === 0;
        if (button.value === "larger") button.disabled = size === SIZES.length - 1;
      }
    };
    tools.hidden = false;
    image.addEventListener("load", show);
    tools.addEventListener("click", (event) => {
      const act = event.target.closest("button")?.value;
      if (act === "larger") size = Math.min(size + 1, SIZES.length - 1);
      else if (act === "smaller") size = Math.max(size - 1, 0);
      else if (act === "turn") turns = (turns + 1) % 4;
      else return;
      show();
    });
    show();
  });
}
