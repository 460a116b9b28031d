// Asks before a page with unsaved answers is left.
export function unsaved() {
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    let dirty = false;
    form.addEventListener("input", () => (dirty = true));
    form.addEventListener("nw:saved", () => (dirty = false));
    form.addEventListener("submit", (event) => {
      dirty = false;
      // One press is one submission, however often the button is pressed; some browsers give no focus to what is clicked.
      const button = event.submitter;
      if (!button) return;
      setTimeout(() => button.setAttribute("aria-disabled", "true"));
      setTimeout(() => button.removeAttribute("aria-disabled"), 10000);
    });
    form.addEventListener("click", (event) => {
      if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
    });
    addEventListener("pageshow", () => {
      for (const button of form.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
    });
    addEventListener("beforeunload", (event) => {
      if (dirty) event.preventDefault();
    });
  }
}
