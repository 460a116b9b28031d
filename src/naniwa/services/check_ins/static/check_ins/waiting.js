// A check-in that finds no network is kept on the page and sent again, under the same number, until it arrives.
const form = document.querySelector("[data-check-in]");
const said = form?.querySelector("[role=status]");
let since = 0;
let timer = 0;

async function send() {
  const body = new FormData(form);
  body.set("waited", String(Math.round((performance.now() - since) / 1000)));
  try {
    const answer = await fetch(form.action || location.href, {
      method: "POST",
      body: new URLSearchParams(body),
      credentials: "same-origin",
      redirect: "follow",
    });
    if (answer.redirected) {
      location.assign(answer.url);
      return;
    }
    if (answer.status < 500) {
      form.submit();
      return;
    }
    throw new Error(String(answer.status));
  } catch {
    said.textContent = form.dataset.sayWaiting;
    clearTimeout(timer);
    timer = setTimeout(send, 5000);
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (since) return;
  since = performance.now();
  send();
});
addEventListener("online", () => since && send());
