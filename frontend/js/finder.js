// Bank and branch: suggests while a name or code is typed; what is posted is the code.
import { once, words } from "./once.js";

export function finders(root) {
  once(root, "[data-finder][data-url]", "Finder", (box) => new Finder(box));
}

class Finder {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.said = box.querySelector("[data-said]");
    this.list = document.createElement("ul");
    this.list.className = "nw-suggestions";
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    box.querySelector(".nw-lookup").after(this.list);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-autocomplete", "list");
    this.open(false);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.open(false), 150));
    box.querySelector("button[name=lookup]").addEventListener("click", (event) => {
      event.preventDefault();
      this.ask();
      this.input.focus();
    });
  }

  later() {
    this.said.textContent = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 180);
  }

  async ask() {
    const query = new URLSearchParams({ q: this.input.value });
    if (this.box.dataset.finder === "branch") {
      query.set("bank", this.box.closest("fieldset").querySelector("[data-part=bank_code]").value);
    }
    const asked = (this.asked = query.toString());
    try {
      const answer = await fetch(`${this.box.dataset.url}?${asked}`, { headers: { Accept: "application/json" } });
      const { items } = await answer.json();
      if (asked === this.asked) this.show(items);
    } catch {
      this.said.textContent = words("Offline");
    }
  }

  show(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.said.textContent = items.length ? words("Found", { n: items.length }) : words("Notfound");
    this.open(items.length > 0);
    this.mark(-1);
  }

  option(item, index) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${index}`;
    line.setAttribute("role", "option");
    for (const text of [item.name, item.code]) {
      const span = document.createElement("span");
      span.textContent = text;
      line.append(span);
    }
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(item);
    });
    return line;
  }

  key(event) {
    if (this.list.hidden) return;
    const last = this.items.length - 1;
    if (event.key === "ArrowDown") this.mark(Math.min(this.at + 1, last));
    else if (event.key === "ArrowUp") this.mark(Math.max(this.at - 1, 0));
    else if (event.key === "Escape") this.open(false);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.items[this.at]);
    else return;
    event.preventDefault();
  }

  mark(index) {
    this.at = index;
    [...this.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
    const line = this.list.children[index];
    this.input.setAttribute("aria-activedescendant", line?.id ?? "");
    line?.scrollIntoView({ block: "nearest" });
  }

  choose(item) {
    this.input.value = item.code;
    this.said.textContent = `✓ ${item.name}`;
    this.open(false);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
  }
}
