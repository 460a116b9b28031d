// Finds elements below a root that no module of this name has seen yet.
export function once(root, selector, name, act) {
  const scope = root instanceof Element || root instanceof Document ? root : document;
  const found = [...scope.querySelectorAll(selector)];
  if (scope instanceof Element && scope.matches(selector)) found.unshift(scope);
  const mark = `nw${name}`;
  for (const element of found) {
    if (element.dataset[mark]) continue;
    element.dataset[mark] = "1";
    act(element);
  }
}

export function csrf() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

// Words that scripts say stand on the script-free page as data attributes of <body>, so they are translated there.
export function words(name, values = {}) {
  const text = document.body.dataset[`say${name}`] ?? "";
  return text.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
}
