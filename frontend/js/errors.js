// Moves the focus to the error summary of a page that came back, and from its links into the control.
export function errors() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  if (!document.body.hasAttribute("data-no-focus")) summary.focus({ preventScroll: false });
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.closest("details")?.setAttribute("open", "");
    (control.closest(".nw-field, .nw-part") ?? control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
