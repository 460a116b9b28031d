// Messages: those on the page can be closed, new ones appear at the corner and are read out.
export function toasts() {
  for (const toast of document.querySelectorAll("[data-toast]")) closable(toast);
}

export function toast(text, kind = "info") {
  let corner = document.querySelector(".nw-toasts");
  if (!corner) {
    corner = document.createElement("div");
    corner.className = "nw-toasts";
    corner.setAttribute("role", "status");
    document.body.append(corner);
  }
  const one = document.createElement("div");
  one.className = `nw-toast nw-toast--${kind}`;
  const words = document.createElement("p");
  words.textContent = text;
  one.append(words);
  corner.append(one);
  setTimeout(() => one.remove(), 8000);
}

function closable(element) {
  const button = element.querySelector("[data-close]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => element.remove());
}
