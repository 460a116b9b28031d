// Ctrl+K lists every act of the page and every place of the navigation; with words typed, also the filters and rows.
const ACTS = [
  "[data-command]",
  "[data-key]",
  "main .nw-button",
  "main .nw-tabs__tab",
  "main .nw-chips a",
  "main .nw-details__summary",
  "main .nw-breadcrumb a",
  "[data-side] .nw-side__link",
  "[data-side] .nw-menu__list > ul a",
  "[data-side] .nw-menu__list > form button",
].join();
const DEEP = "main .nw-facet__list a, main .nw-table__link, main .nw-queue a, main .pr-papers a";
const FIELDS = "input, textarea, select";

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
    dialog.showModal();
    fill();
    input.focus();
  };
  const fill = () => {
    found = commands(input.value);
    list.replaceChildren(...found.map(line));
    none.hidden = found.length > 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(0);
  };
  const line = (command, index) => {
    const item = document.createElement("li");
    item.id = `palette-${index}`;
    item.setAttribute("role", "option");
    item.append(command.label);
    if (command.element.dataset.key) {
      const key = document.createElement("kbd");
      key.className = "nw-kbd";
      key.textContent = command.element.dataset.key;
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
    const element = found[index]?.element;
    if (!element) return;
    dialog.close();
    press(element, input.value);
  };

  none.setAttribute("role", "status");
  input.addEventListener("input", fill);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" && !event.isComposing) run(at);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    // A page opened over this one, such as another dialog, keeps its own acts.
    if (!document.querySelector("dialog[open]:not([data-palette])")) open();
  });
  for (const button of document.querySelectorAll("[data-palette-open]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
}

// What the page offers first, then the places of the navigation; the search over all cases stands last.
function commands(typed) {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const all = [...document.querySelectorAll(wanted.length ? `${ACTS}, ${DEEP}` : ACTS)];
  const listed = all.filter(offered).map((element) => ({ element, label: label(element) }));
  const fits = listed.filter((one) => one.label && wanted.every((word) => fold(one.label).includes(word)));
  const ordered = [...fits.filter((one) => !isPlace(one)), ...fits.filter(isPlace)];
  const search = document.querySelector("form[data-palette-search]");
  if (search && wanted.length) ordered.push({ element: search, label: search.dataset.paletteSearch.replace("{words}", typed.trim()) });
  return ordered;
}

const fold = (words) => words.normalize("NFKC").toLowerCase();
const isPlace = ({ element }) => Boolean(element.closest("[data-side]"));

// An act is offered when it can be seen; the folded navigation, filters in a closed list and the account always.
function offered(element) {
  if (element.disabled || element.closest("dialog, template, [data-palette-open]")) return false;
  if (element.matches(`[data-command], .nw-facet__list a`) || element.closest("[data-side]")) return true;
  return element.getClientRects().length > 0 && !folded(element);
}

// Inside a closed part whose summary is offered in its place; a browser may still give it a size.
const folded = (element) => !element.matches("summary") && Boolean(element.closest("details:not([open])"));

function press(element, words) {
  if (element.matches("form")) {
    element.elements.words.value = words;
    element.submit();
    return;
  }
  if (element.matches(FIELDS)) element.focus();
  else element.click();
  if (element.matches("summary")) element.focus();
}

// The words on it without keys and counts, and what it is about where several say the same.
function label(element) {
  const about = element.closest("[data-about]")?.dataset.about;
  const words = named(element);
  return about ? `${words} — ${about}` : words;
}

function named(element) {
  if (element.dataset.command || element.title) return element.dataset.command || element.title;
  if (element.matches(FIELDS)) return element.labels?.[0] ? plain(element.labels[0]) : element.placeholder || "";
  const filter = element.closest(".nw-facet")?.querySelector("summary");
  const row = element.closest("tr, .nw-queue li");
  if (filter && filter !== element) return `${plain(filter)}: ${plain(element)}`;
  return row && element.matches(".nw-table__link, .nw-queue a") ? of(row) : plain(element);
}

// A row by its first cells: number, name with its reading, what stands with it.
const of = (row) => [...(row.cells ?? [row])].filter((cell) => !cell.matches(".nw-table__box")).slice(0, 3).map(plain).join("  ");

function plain(element) {
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, rp, svg, .nw-count, .nw-table__note, [aria-hidden=true]")) extra.remove();
  for (const reading of copy.querySelectorAll("rt")) reading.replaceWith(`（${reading.textContent}）`);
  return copy.textContent.replace(/\s+/g, " ").trim();
}
