// A file on its way: how much of it has gone, and a way to stop. Without this script the form sends it as any other.
"use strict";

(() => {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const bar = form.querySelector("progress");

  function show(isSending) {
    part("sending").hidden = !isSending;
    part("send").disabled = isSending;
    part("looking").hidden = true;
    bar.value = 0;
  }

  function tell(words) {
    show(false);
    const place = part("trouble");
    place.replaceChildren(...words.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    place.hidden = false;
    place.focus();
  }

  function send() {
    const sending = new XMLHttpRequest();
    sending.open("POST", form.action);
    sending.setRequestHeader("Accept", "application/json");
    sending.responseType = "json";
    sending.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = Math.round((100 * loaded) / total);
      part("looking").hidden = loaded < total;
    });
    sending.addEventListener("load", () => {
      const answer = sending.response ?? {};
      if (answer.go) location.assign(answer.go);
      else tell(answer.trouble ?? [form.dataset.lost]);
    });
    sending.addEventListener("error", () => tell([form.dataset.lost]));
    sending.addEventListener("abort", () => show(false));
    part("stop").onclick = () => sending.abort();
    part("trouble").hidden = true;
    show(true);
    sending.send(new FormData(form));
  }

  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    if (file.size > Number(form.dataset.most)) tell([form.dataset.tooLarge]);
    else send();
  });
})();
