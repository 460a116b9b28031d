// Keeps what staff have begun to write, in this tab and until it is taken in, so that a look elsewhere loses nothing.
// `data-keep` is "whose/which/form@stamp": with the stamp that the page shows once the words are taken in, they go.
const MARK = "nw-keep ";
const FIELDS = "textarea, select, input:not([type=hidden], [type=file], [type=password])";

export function keep() {
  forgetOnSignOut();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const key = MARK + form.dataset.keep;
    forgetOlder(key);
    restore(form, key);
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(written(form))));
  }
  askBeforeClosing();
}

function restore(form, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept) return;
  for (const field of fields(form)) {
    const value = kept[field.name];
    if (value === undefined) continue;
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = value === field.value;
    else field.value = value;
  }
  const fold = form.closest("details");
  if (fold) fold.open = true;
  const said = document.createElement("p");
  said.className = "nw-muted nw-small";
  said.setAttribute("role", "status");
  form.prepend(said);
  said.textContent = form.dataset.kept;
}

function written(form) {
  const boxes = (field) => !field.matches("[type=radio], [type=checkbox]") || field.checked;
  return Object.fromEntries(fields(form).filter(boxes).map((field) => [field.name, field.value]));
}

const fields = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
const kept = () => Object.keys(sessionStorage).filter((key) => key.startsWith(MARK));

function forgetOlder(key) {
  const about = key.slice(0, key.lastIndexOf("@") + 1);
  for (const old of kept()) if (old.startsWith(about) && old !== key) sessionStorage.removeItem(old);
}

function forgetOnSignOut() {
  document.querySelector("[data-side] .nw-menu__list > form")?.addEventListener("submit", () => {
    for (const key of kept()) sessionStorage.removeItem(key);
  });
}

// Another page of ours brings the words back; a closed tab does not.
function askBeforeClosing() {
  let changed = false;
  let going = false;
  const go = () => {
    going = true;
    setTimeout(() => (going = false), 1000);
  };
  document.addEventListener("input", (event) => (changed ||= Boolean(event.target.form?.dataset.keep)));
  document.addEventListener("submit", go);
  document.addEventListener("click", (event) => event.target.closest("a[href]") && go());
  addEventListener("beforeunload", (event) => {
    if (changed && !going) event.preventDefault();
  });
}
