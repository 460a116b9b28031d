// Keeps a copy of the answers on the server while the person writes, and says when.
import { once } from "./once.js";

export function autosave(root) {
  once(root, "form[data-autosave]", "Autosave", (form) => {
    const place = document.querySelector("[data-saved]");
    let timer, saving, again, stop;
    const save = () => {
      if (saving) {
        again = true;
        return;
      }
      saving = send().then(() => {
        saving = undefined;
        if (again) save();
      });
    };
    const send = async () => {
      again = false;
      stop = new AbortController();
      say(place, "saving");
      try {
        const asked = { method: "POST", body: answers(form), keepalive: true, signal: stop.signal };
        const answer = await fetch(form.dataset.autosave, asked);
        if (!answer.ok) throw new Error(String(answer.status));
        say(place, "done", time());
        form.dispatchEvent(new CustomEvent("nw:saved", { bubbles: true }));
      } catch {
        say(place, "failed");
        timer = setTimeout(save, 15000);
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 1500);
    });
    form.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 300);
    });
    addEventListener("online", save);
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      again = false;
      if (!saving) return;
      // A copy on its way must not arrive after what is sent now, and overwrite it.
      event.preventDefault();
      const button = event.submitter;
      const patience = setTimeout(() => stop.abort(), 5000);
      saving.then(() => {
        clearTimeout(patience);
        form.requestSubmit(button);
      });
    });
  });
}

// Files have their own way; an autosave carries words only.
function answers(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  for (const input of form.querySelectorAll("input[type=hidden]:not(:disabled)")) {
    if (!data.getAll(input.name).includes(input.value)) data.append(input.name, input.value);
  }
  return new URLSearchParams(data);
}

// The hour of the office, as the server writes it, wherever the telephone is.
const time = () => new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });

function say(place, state, when = "") {
  if (!place) return;
  const text = `${place.dataset[state]} ${when}`.trim();
  place.classList.toggle("nw-saved--failed", state === "failed");
  const target = place.querySelector("[data-words]") ?? place;
  target.textContent = text;
}
