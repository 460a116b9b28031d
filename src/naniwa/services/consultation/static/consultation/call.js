// A video call between two browsers. They find each other by short messages that the site keeps for them until the call is over;
// picture and voice go straight from one to the other. The clerk's side makes every offer, the resident's answers.
import { recorder } from "./speech.js";

const box = document.querySelector("[data-call]");
const { call, side, signals: address, recordingUrl, speechUrl } = box.dataset;
const one = (id) => document.getElementById(id);
const theirs = box.querySelector("[data-theirs]");
const mine = box.querySelector("[data-mine]");
const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
const servers = JSON.parse(one("call-servers").textContent);
const SOON = 1000; // milliseconds between questions while the two are not connected
const LATER = 2000;
const GATHERED = 2500; // how long to look for ways to the other side before saying those found

let page = crypto.randomUUID(); // this side, as long as it need not be called anew
let partner = ""; // the other side's page, as far as this side has offered to it
let link = null;
let own = null;
let after = Number(box.dataset.after);
let over = false;
let recording = "none";
let speech = null;

function say(name, where = "[data-state]") {
  const place = box.querySelector(where);
  const text = name ? box.dataset[`say${name}`] : "";
  if (place.textContent !== text) place.textContent = text;
}

function show(id, visible) {
  const element = one(id);
  if (element) element.hidden = !visible;
}

// The site.

async function post(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...fields })) body.append(name, value);
  return fetch(url, { method: "POST", body, credentials: "same-origin" });
}

// An answer to being recorded, or the wish for it; what the site has against it is said on the page.
async function wish(fields) {
  const answered = await post(recordingUrl, fields).catch(() => null);
  if (!answered) return say("Offline");
  if (answered.status === 409) box.querySelector("[data-recording]").textContent = (await answered.json()).said;
}

function tell(kind, message = {}) {
  return post(address, { kind, body: JSON.stringify(message), number: crypto.randomUUID() });
}

async function ask() {
  try {
    const answer = await fetch(`${address}?call=${call}&after=${after}`, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error("no answer");
    const told = await answer.json();
    if (told.state === "ended") return end();
    if (own) {
      for (const signal of told.signals) {
        after = signal.number;
        await hear(signal.kind, JSON.parse(signal.body));
      }
      if (told.state === "open" && !box.dataset.met) await meet();
    }
    hearRecording(told.recording);
  } catch (problem) {
    if (!over) say("Offline");
  }
  if (!over) setTimeout(ask, connected() && recording !== "asked" ? LATER : SOON);
}

// The other browser.

function connected() {
  return link?.connectionState === "connected";
}

async function meet() {
  box.dataset.met = "yes";
  say("Waiting");
  await tell("hello", { page });
}

async function hear(kind, message) {
  if (kind === "hello" && side === "resident") return meet();
  if (kind === "hello" && message.page !== partner) return offer(message.page);
  if (kind === "offer" && message.to === page) return answer(message);
  if (kind === "answer" && message.to === page && link?.signalingState === "have-local-offer")
    return link.setRemoteDescription({ type: "answer", sdp: message.sdp });
}

async function offer(to) {
  partner = to;
  const made = begin();
  await made.setLocalDescription(await made.createOffer());
  await gathered(made);
  await tell("offer", { to, from: page, sdp: made.localDescription.sdp });
}

async function answer(message) {
  const made = begin();
  await made.setRemoteDescription({ type: "offer", sdp: message.sdp });
  await made.setLocalDescription(await made.createAnswer());
  await gathered(made);
  await tell("answer", { to: message.from, sdp: made.localDescription.sdp });
}

function begin() {
  link?.close();
  const made = new RTCPeerConnection({ iceServers: servers });
  link = made;
  for (const track of own.getTracks()) made.addTrack(track, own);
  made.addEventListener("track", (event) => {
    theirs.srcObject = event.streams[0];
    speech?.add(event.streams[0]);
  });
  made.addEventListener("connectionstatechange", () => made === link && changed(made.connectionState));
  say("Connecting");
  return made;
}

function changed(state) {
  if (state === "connected") say("Connected");
  if (state === "disconnected" || state === "failed") say("Lost");
  box.dataset.connection = state;
  if (state === "failed") again();
  if (side === "clerk") show("call-record", recording === "none" && state === "connected");
}

// The resident's page calls anew, and the clerk's offers to it as to a page that has just come.
function again() {
  page = crypto.randomUUID();
  partner = "";
  tell("hello", { page });
}

function gathered(made) {
  return new Promise((done) => {
    const look = () => made.iceGatheringState === "complete" && done();
    made.addEventListener("icegatheringstatechange", look);
    setTimeout(done, GATHERED);
    look();
  });
}

function end() {
  over = true;
  say("Ended");
  say("", "[data-recording]");
  if (speech && !speech.sent && !speech.discarded) finish();
  link?.close();
  for (const track of own?.getTracks() ?? []) track.stop();
  theirs.srcObject = mine.srcObject = null;
  for (const id of ["call-start", "call-mute", "call-dark", "call-record", "call-finish", "call-ask", "call-stop", "call-end"]) show(id, false);
}

// Camera and microphone.

async function start() {
  one("call-start").disabled = true;
  say("Asking");
  own = await devices();
  one("call-start").disabled = false;
  if (!own) return say("Denied");
  mine.srcObject = own;
  show("call-start", false);
  for (const id of ["call-mute", "call-dark"]) show(id, true);
  one("call-dark").hidden = !own.getVideoTracks().length;
  one("call-mute").focus();
  say(own.getVideoTracks().length ? "Waiting" : "Audio");
}

async function devices() {
  if (!navigator.mediaDevices) return null;
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 640 }, height: { ideal: 480 } } });
  } catch (problem) {
    if (problem.name !== "NotFoundError" && problem.name !== "NotReadableError") return null;
    return navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  }
}

function toggle(button, kind) {
  const off = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(off));
  for (const track of own.getTracks()) if (track.kind === kind) track.enabled = !off;
}

// Recording: the clerk's browser does it, once the site says that both have agreed, and throws it away when one takes it back.

function hearRecording(now) {
  const news = now !== recording;
  recording = now;
  if (side === "clerk") hearAsClerk(now);
  else if (news) hearAsResident(now);
}

function hearAsResident(now) {
  show("call-ask", now === "asked");
  show("call-stop", now === "on");
  if (now === "asked") one("call-ask").focus();
  say({ on: "On", over: "" }[now] ?? "", "[data-recording]");
}

function hearAsClerk(now) {
  show("call-record", now === "none" && connected());
  if (now === "asked") say("Asked", "[data-recording]");
  if (now === "on" && !speech && connected()) {
    speech = recorder([own, theirs.srcObject], finish);
    say("On", "[data-recording]");
  }
  show("call-finish", now === "on" && Boolean(speech) && !speech.sent);
  if (now === "over" && !speech?.sent) {
    speech?.discard();
    say("Refused", "[data-recording]");
  }
}

async function finish() {
  if (!speech || speech.sent) return true;
  show("call-finish", false);
  say("Sending", "[data-recording]");
  speech.sent = true;
  const answered = await post(speechUrl, { speech: await speech.stop(), number: box.dataset.number }).catch(() => null);
  speech.sent = Boolean(answered?.ok);
  say(speech.sent ? "Sent" : "Failed", "[data-recording]");
  show("call-finish", !speech.sent && recording === "on");
  return speech.sent;
}

async function hangUp(event) {
  if (!speech || speech.sent || speech.discarded) return;
  event.preventDefault();
  if (await finish()) event.target.submit();
}

one("call-start").addEventListener("click", start);
one("call-mute").addEventListener("click", (event) => toggle(event.currentTarget, "audio"));
one("call-dark").addEventListener("click", (event) => toggle(event.currentTarget, "video"));
one("call-record")?.addEventListener("click", () => wish({}));
one("call-finish")?.addEventListener("click", finish);
one("call-yes")?.addEventListener("click", () => wish({ agreed: "yes" }));
one("call-no")?.addEventListener("click", () => wish({ agreed: "no" }));
one("call-stop")?.addEventListener("click", () => wish({ agreed: "no" }));
one("call-end").addEventListener("submit", hangUp);
addEventListener("beforeunload", (event) => speech && !speech.sent && !speech.discarded && event.preventDefault());
box.hidden = false;
say("Ready");
ask();
