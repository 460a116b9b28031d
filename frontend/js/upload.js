// Sends chosen files at once, shows how far they are, tries again after a broken connection, and puts them in place.
import { csrf, once, words } from "./once.js";

export function uploads(root) {
  once(root, "[data-upload]", "Upload", (box) => {
    const input = box.querySelector("input[type=file]");
    box.addEventListener("click", (event) => remove(event));
    if (!box.dataset.url) {
      input.addEventListener("change", () => preview(box, input));
      return;
    }
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

function remove(event) {
  const button = event.target.closest("[data-remove-file]");
  if (!button || button.disabled) return;
  event.preventDefault();
  const box = button.closest("[data-upload]");
  const item = button.closest("li");
  if (box.dataset.url && item.dataset.id) take(box, item.dataset.id);
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

function send(box, file, several, item = line(box, file), tries = 0) {
  const list = box.querySelector("[data-list]");
  if (!item.isConnected) list.append(item);
  const bar = item.querySelector("[data-bar]");
  const limit = Number(box.dataset.max) || Infinity;
  if (file.size > limit) return fail(box, item, words("Toolarge", { size: size(limit) }));
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
  request.addEventListener("load", () => {
    bar.hidden = true;
    if (request.status >= 400 || !request.response?.id) return fail(box, item, request.response?.message ?? words("Uploadfailed"));
    if (!several) for (const old of [...list.children]) if (old !== item) old.remove();
    keep(item, request.response);
    say(box, words("Uploaded", { name: file.name }));
    changed(box);
  });
  request.addEventListener("error", () => {
    if (tries > 4) return fail(box, item, words("Uploadfailed"));
    item.querySelector("[data-size]").textContent = words("Offline");
    setTimeout(() => send(box, file, several, item, tries + 1), 1500 * 2 ** tries);
  });
  request.send(form);
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
