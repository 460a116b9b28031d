// Sends chosen files at once, shows how far they are, tries again after a broken connection, and puts them in place.
import { csrf, once, words } from "./once.js";

const sending = new Set(); // files on their way, each as its line in the list

export function uploads(root) {
  once(root, "[data-upload]", "Upload", (box) => {
    const input = box.querySelector("input[type=file]");
    box.addEventListener("click", (event) => remove(event));
    if (!box.dataset.url) {
      input.addEventListener("change", () => preview(box, input));
      return;
    }
    if (input.form) once(input.form, "form", "Waits", wait);
    input.addEventListener("change", () => {
      for (const file of input.files) send(box, file, input.multiple);
      input.value = "";
    });
    const drop = box.querySelector(".nw-upload__drop");
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("nw-upload__drop--over");
    });
    drop.addEventListener("dragleave", () => drop.classList.remove("nw-upload__drop--over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("nw-upload__drop--over");
      const dropped = [...event.dataTransfer.files];
      for (const file of input.multiple ? dropped : dropped.slice(0, 1)) send(box, file, input.multiple);
    });
  });
}

// A file on its way is waited for, or the page that comes next would cut it off; one that fails keeps the person here.
function wait(form) {
  let waiting;
  const hold = async (event) => {
    const files = [...sending];
    if (!files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    const button = event.submitter;
    waiting = note(form, button);
    await Promise.all(files.map((item) => item.settled));
    waiting.remove();
    waiting = undefined;
    const failed = files.find((item) => item.isConnected && !item.dataset.id);
    if (failed) failed.querySelector("[data-remove-file]").focus();
    else form.requestSubmit(button);
  };
  form.addEventListener("submit", hold, { capture: true }); // before anything else that listens
  addEventListener("beforeunload", (event) => {
    if (sending.size) event.preventDefault();
  });
}

function note(form, button) {
  const text = document.createElement("p");
  text.className = "nw-muted";
  text.setAttribute("role", "status");
  (button?.parentElement ?? form).before(text);
  text.textContent = words("Waiting");
  return text;
}

function remove(event) {
  const button = event.target.closest("[data-remove-file]");
  if (!button || button.disabled) return;
  event.preventDefault();
  const box = button.closest("[data-upload]");
  const item = button.closest("li");
  if (box.dataset.url && item.dataset.id) take(box, item.dataset.id);
  item.dataset.removed = "";
  item.stop?.();
  item.remove();
  box.querySelector("input[type=file]").focus();
  say(box, words("Fileremoved"));
  changed(box);
}

// A file that was sent on its own is also taken back on its own: the page itself never knew it.
function take(box, id) {
  const form = new FormData();
  form.append("remove_file", `${box.dataset.name}:${id}`);
  fetch(box.dataset.url, { method: "POST", body: form, headers: { "X-CSRFToken": csrf() }, keepalive: true }).catch(() => {});
}

function line(box, file) {
  const item = box.querySelector("template[data-item]").content.firstElementChild.cloneNode(true);
  item.querySelector("[data-file-name]").textContent = file.name;
  item.querySelector("[data-size]").textContent = size(file.size);
  item.querySelector("[data-remove-name]").textContent = ` ${file.name}`;
  if (file.type.startsWith("image/") && file.type !== "image/heic") {
    const picture = new Image(56, 56);
    picture.alt = "";
    picture.src = URL.createObjectURL(file);
    item.querySelector("[data-thumb]").replaceChildren(picture);
  }
  return item;
}

// Without an address to send to, the file goes with the form; the person still sees what was chosen.
function preview(box, input) {
  for (const old of box.querySelectorAll("li[data-chosen]")) old.remove();
  for (const file of input.files) {
    const item = line(box, file);
    item.dataset.chosen = "";
    item.querySelector("[data-remove-file]").remove();
    box.querySelector("[data-list]").append(item);
  }
}

function send(box, file, several) {
  const item = line(box, file);
  box.querySelector("[data-list]").append(item);
  const limit = Number(box.dataset.max) || Infinity;
  if (file.size > limit) return fail(box, item, words("Toolarge", { size: size(limit) }));
  sending.add(item);
  item.settled = carry(box, file, item, several).finally(() => sending.delete(item));
}

// Tries until there is an answer, the person takes the file back, or patience ends.
async function carry(box, file, item, several) {
  for (let tries = 0; tries < 10; tries++) {
    const answer = await post(box, file, item);
    if (item.dataset.removed !== undefined) {
      if (answer?.saved?.id) take(box, answer.saved.id); // it had arrived before it could be stopped
      return;
    }
    if (answer) return arrived(box, file, item, several, answer);
    item.querySelector("[data-size]").textContent = words("Offline");
    await connection(item, Math.min(1500 * 2 ** tries, 15000));
    if (item.dataset.removed !== undefined) return;
  }
  fail(box, item, words("Uploadfailed"));
}

// The answer, or nothing when the connection broke.
function post(box, file, item) {
  const bar = item.querySelector("[data-bar]");
  bar.hidden = false;
  const form = new FormData();
  form.append("file", file);
  form.append("field", box.dataset.name);
  const request = new XMLHttpRequest();
  request.open("POST", box.dataset.url);
  request.responseType = "json";
  request.setRequestHeader("X-CSRFToken", csrf());
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? (event.loaded / event.total) * 100 : 0;
  });
  return new Promise((done) => {
    request.addEventListener("load", () => done({ status: request.status, saved: request.response }));
    for (const broken of ["error", "abort"]) request.addEventListener(broken, () => done());
    item.stop = () => {
      if (bar.value < 100) request.abort();
    };
    request.send(form);
  });
}

// The connection is back, a while has passed, or the file is not wanted any more.
function connection(item, wait) {
  return new Promise((done) => {
    item.stop = done;
    setTimeout(done, wait);
    addEventListener("online", done, { once: true });
  });
}

function arrived(box, file, item, several, { status, saved }) {
  item.querySelector("[data-bar]").hidden = true;
  if (status === 401 || status === 403) return fail(box, item, words("Signedout"));
  if (status >= 400 || !saved?.id) return fail(box, item, saved?.message ?? words("Uploadfailed"));
  if (!several) for (const old of [...item.parentElement.children]) if (old !== item) old.remove();
  keep(item, saved);
  say(box, words("Uploaded", { name: file.name }));
  changed(box);
}

function keep(item, saved) {
  const kept = item.querySelector("[data-id-input]");
  kept.disabled = false;
  kept.value = saved.id;
  item.dataset.id = saved.id;
  item.querySelector("[data-remove-file]").value = `${kept.name}:${saved.id}`;
  item.querySelector("[data-size]").textContent = size(saved.size);
}

function fail(box, item, message) {
  item.classList.add("nw-upload__item--failed");
  item.querySelector("[data-bar]").hidden = true;
  item.querySelector("[data-size]").textContent = message;
  say(box, message);
}

const changed = (box) => box.dispatchEvent(new Event("change", { bubbles: true }));
const say = (box, text) => {
  box.querySelector("[data-said]").textContent = text;
};
const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
