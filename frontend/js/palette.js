// Ctrl+K lists every act of the page and every place of the navigation.
export function palette() {
  const dialog = document.querySelector("[data-palette]");
  if (!dialog) return;
  const input = dialog.querySelector("input[type=text]");
  const list = dialog.querySelector("ul");
  const none = dialog.querySelector("[data-none]");
  let found = [];
  let at = 0;

  const open = () => {
    if (dialog.open) return;
    input.value = "";
    fill();
    dialog.showModal();
    input.focus();
  };
  const fill = () => {
    const wanted = input.value.normalize("NFKC").toLowerCase();
    found = [...document.querySelectorAll("[data-command]")].filter(
      (element) => !element.disabled && label(element).normalize("NFKC").toLowerCase().includes(wanted),
    );
    list.replaceChildren(...found.map(line));
    none.hidden = found.length > 0;
    mark(0);
  };
  const line = (element, index) => {
    const item = document.createElement("li");
    item.id = `palette-${index}`;
    item.setAttribute("role", "option");
    item.append(label(element));
    if (element.dataset.key) {
      const key = document.createElement("kbd");
      key.className = "nw-kbd";
      key.textContent = element.dataset.key;
      item.append(key);
    }
    item.addEventListener("click", () => run(index));
    return item;
  };
  const mark = (index) => {
    at = Math.max(0, Math.min(index, found.length - 1));
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", found.length ? `palette-${at}` : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const run = (index) => {
    const element = found[index];
    dialog.close();
    element?.click();
  };

  input.addEventListener("input", fill);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" && !event.isComposing) run(at);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  for (const button of document.querySelectorAll("[data-palette-open]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
}

const label = (element) => element.dataset.command || element.title || element.textContent.trim();
