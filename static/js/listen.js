// Listen: a question with its hint, or the opening of a page, read aloud by a voice that is on this device.
// What a person wrote is never read, nothing is sent anywhere, and without such a voice there is no button.
"use strict";

(() => {
  const speech = window.speechSynthesis;
  const pattern = document.querySelector("template[data-listening]")?.content.firstElementChild;
  if (!speech || !pattern) return;

  const language = document.documentElement.lang;
  let reading = null, queue = [];

  // A voice that sends its words to a server is no voice for this.
  function ownVoice() {
    const own = speech.getVoices().filter((voice) => voice.localService === true && primary(voice.lang) === primary(language));
    const tags = [language, ...navigator.languages].map(plain);
    return tags.map((tag) => own.find((voice) => plain(voice.lang) === tag)).find(Boolean) ?? own.find((voice) => voice.default) ?? own[0];
  }

  function plain(tag) {
    return tag.replaceAll("_", "-").toLowerCase();
  }

  function primary(tag) {
    return plain(tag).split("-")[0];
  }

  function wordsOf(place) {
    return [...place.querySelectorAll("[data-aloud]")].map((piece) => piece.textContent.trim()).filter(Boolean);
  }

  // Voices may come late, and go.
  function offer() {
    if (ownVoice()) document.querySelectorAll("[data-listen]").forEach(addButton);
    else for (const button of document.querySelectorAll("[data-listen-button]")) button.remove();
  }

  function addButton(place) {
    if (place.querySelector("[data-listen-button]")) return;
    const button = pattern.cloneNode(true);
    show(button, place, false);
    (place.querySelector("[data-listen-here]") ?? place).prepend(button);
  }

  function show(button, place, isReading) {
    const words = button.querySelector("span");
    words.textContent = isReading ? words.dataset.stop : words.dataset.start;
    button.setAttribute("aria-label", `${words.textContent}: ${wordsOf(place)[0]}`);
    button.classList.toggle("listen--reading", isReading);
  }

  function stop() {
    if (!reading) return;
    const button = reading;
    reading = null;
    queue = [];
    speech.cancel();
    show(button, button.closest("[data-listen]"), false);
  }

  function read(button) {
    const voice = ownVoice();
    stop();
    if (!voice) return offer();
    const place = button.closest("[data-listen]");
    // Browsers forget an utterance that nothing holds, and then never say that it ended.
    const said = wordsOf(place).map((words) => Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang }));
    const isOver = () => { if (queue === said) stop(); };
    Object.assign(said.at(-1), { onend: isOver, onerror: isOver });
    reading = button;
    queue = said;
    show(button, place, true);
    for (const utterance of said) speech.speak(utterance);
  }

  document.documentElement.classList.add("may-listen");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen-button]");
    if (!button) return;
    if (button === reading) stop();
    else read(button);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  document.querySelector("form[data-saving]")?.addEventListener("row-added", offer);
  offer();
})();
