// Saves each topic as it is chosen. Without this script the Save button does the same.
"use strict";

const form = document.querySelector("form[data-interests]");
const line = form.querySelector("[data-save-line]");
const waiting = new Map();
const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 30000;
let wait = SHORTEST_WAIT;
let timer = 0;
let isSending = false;

function say(words, isCare) {
  line.hidden = false;
  line.classList.toggle("save-line--care", isCare);
  line.querySelector("svg").toggleAttribute("hidden", isCare);
  line.querySelector("span").textContent = words;
}

async function post(choices) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of choices) body.set(name, value);
  const response = await fetch(form.action, {
    method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", credentials: "same-origin",
  });
  if (!response.ok) throw new Error("not saved");
  return (await response.json()).message;
}

async function send() {
  if (isSending || !waiting.size) return;
  isSending = true;
  clearTimeout(timer);
  const choices = [...waiting];
  try {
    const message = await post(choices);
    for (const [name, value] of choices) if (waiting.get(name) === value) waiting.delete(name);
    wait = SHORTEST_WAIT;
    say(message, false);
    timer = setTimeout(send);
  } catch {
    say(form.dataset.unsaved, true);
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } finally {
    isSending = false;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.type !== "radio") return;
  waiting.set(event.target.name, event.target.value);
  send();
});
form.addEventListener("submit", () => waiting.clear());
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
