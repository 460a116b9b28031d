// Opens dialogs; a click on the backdrop closes them. A link that opens one still works without scripts.
export function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
      dialog.querySelector("[autofocus]")?.focus();
      return;
    }
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  });
  document.getElementById("print")?.addEventListener("click", () => window.print());
}
