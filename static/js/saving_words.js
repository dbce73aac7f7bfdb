// What a page that saves itself says: the line that tells how far it is, and what stands beside a field.

export class SavingWords {
  #form; #line; #saved = "";

  constructor(form) {
    this.#form = form;
    this.#line = form.querySelector("[data-save-line]");
  }

  get unknown() { return this.#line.dataset.unknown; }

  noteSaved(answer) {
    this.#saved = answer.message ?? this.#line.dataset.saved.replace("{time}", answer.saved_at);
  }

  showState(waiting, isSignedOut) {
    const line = this.#line, words = this.#wordsFor(waiting, isSignedOut), shown = line.querySelector("span");
    if (shown.textContent !== words) shown.textContent = words;
    const isNew = line.hidden && words !== "";
    line.hidden = words === "";
    // The line never covers the field being typed in.
    if (isNew && this.#form.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
    line.classList.toggle("save-line--care", waiting.some((field) => field.tries > 0 || field.isRefused));
    line.querySelector("svg").toggleAttribute("hidden", waiting.length > 0);
  }

  showOther(name, text) {
    const section = document.querySelector("template[data-kept-both]").content.cloneNode(true);
    section.querySelector("[data-elsewhere]").textContent = text;
    this.#placeOf(name).querySelector("[data-kept]").replaceChildren(section);
  }

  showError(name, message) {
    const place = this.#placeOf(name);
    if (!place) return;
    const error = place.querySelector(".field-error");
    error.hidden = message === "";
    error.querySelector("span").textContent = message;
    place.classList.toggle("field--error", message !== "");
  }

  #wordsFor(waiting, isSignedOut) {
    const words = this.#line.dataset;
    const refused = waiting.find((field) => field.isRefused);
    if (refused) return this.#placeOf(refused.name) ? words.refused : refused.message;
    if (waiting.length > 0 && isSignedOut) return words.signedOut;
    if (waiting.some((field) => field.tries > 0)) return words.waiting;
    if (waiting.length > 0) return words.saving;
    return this.#saved;
  }

  #placeOf(name) {
    return this.#form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  }
}
