// The summary page shows at once what would be shared; saving.js saves it. Without scripts its buttons do the same.
"use strict";

(() => {
  const form = document.querySelector("[data-summary]");
  if (!form) return;
  const sheet = document.querySelector("[data-sheet]");

  form.addEventListener("answered", ({ detail: answer }) => {
    for (const [key, base] of Object.entries(answer.bases ?? {})) form.elements[`base-${key}`].value = base;
    if (answer.sheet !== undefined) sheet.innerHTML = answer.sheet;
  });

  form.addEventListener("input", ({ target }) => {
    const card = target.closest("[data-choice]");
    if (card && target.tagName === "TEXTAREA") card.querySelector("[data-words]").textContent = target.value;
  });

  form.addEventListener("click", (event) => {
    const all = event.target.closest("button[name=all]");
    if (!all) return;
    event.preventDefault();
    const boxes = all.closest("[data-section]").querySelectorAll("input[type=checkbox]");
    for (const box of boxes) box.checked = true;
    boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
