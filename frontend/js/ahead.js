// Asks the server to make the next case ready while this one is read. The answer is empty: nothing of the next case is
// in this browser before somebody opens it, so that the audit trail's reads stay true (docs/decisions/0018).
export function ahead() {
  const address = document.querySelector("[data-ahead]")?.dataset.ahead;
  if (!address || navigator.connection?.saveData) return;
  const ask = () => fetch(address, { credentials: "same-origin", priority: "low" }).catch(() => {});
  if ("requestIdleCallback" in window) requestIdleCallback(ask, { timeout: 3000 });
  else setTimeout(ask, 1000);
}
