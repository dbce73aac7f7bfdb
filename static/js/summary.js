// The summary page saves itself, and shows at once what would be shared. Without this script its buttons do the same.
// What is not saved yet lives in the page alone; nothing is kept by the browser.
"use strict";

(() => {
  const form = document.querySelector("[data-summary]");
  if (!form) return;
  const sheet = document.querySelector("[data-sheet]");
  const line = form.querySelector("[data-save-line]");
  const PAUSE = 900;
  const LONGEST_WAIT = 30000;
  let timer = 0;
  let wait = 2000;
  let changed = 0;
  let saved = 0;
  let sending = false;
  let leaving = false;

  const say = (words, care) => {
    line.querySelector("span").textContent = words;
    line.classList.toggle("save-line--care", care);
    line.hidden = false;
  };

  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };

  const change = (delay) => {
    changed += 1;
    wait = 2000;
    later(delay);
  };

  const taken = (answer, sent) => {
    for (const [key, base] of Object.entries(answer.bases)) {
      const field = form.elements.namedItem(`base-${key}`);
      if (field) field.value = base;
    }
    sheet.innerHTML = answer.sheet;
    saved = answer.status === "saved" ? sent : saved;
    say(answer.message, answer.status !== "saved");
    if (changed > sent) later(PAUSE);
  };

  const again = () => {
    say(form.dataset.waiting, true);
    wait = Math.min(wait * 2, LONGEST_WAIT);
    later(wait);
  };

  async function send() {
    if (sending) return later(PAUSE);
    const sent = changed;
    sending = true;
    try {
      const response = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), redirect: "error" });
      const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!isAnswer) again();
      else if (response.ok) taken(await response.json(), sent);
      else say((await response.json()).message, true);
    } catch {
      again();
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", (event) => {
    const card = event.target.closest("[data-choice]");
    if (card && event.target.tagName === "TEXTAREA") card.querySelector("[data-words]").textContent = event.target.value;
    change(event.target.type === "checkbox" ? 0 : PAUSE);
  });

  form.addEventListener("click", (event) => {
    const all = event.target.closest("button[name=all]");
    if (!all) return;
    event.preventDefault();
    for (const box of all.closest("[data-section]").querySelectorAll("input[type=checkbox]")) box.checked = true;
    change(0);
  });

  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("online", () => { if (changed > saved) later(0); });
  window.addEventListener("beforeunload", (event) => {
    if (changed > saved && !leaving) event.preventDefault();
  });
})();
