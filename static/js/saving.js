// A workbook page saves itself. What is typed lives in the page alone until the server has it: nothing is stored.
//
// Each field sends one request at a time: its text, the version it builds on (base), an operation of its own, and
// the operation it goes on from (follows). A request without an answer is sent again, the same, until it has one.
// A form that is saved as a whole (data-whole) counts as one field; what its page shows goes by each "answered" event.
import { fetchAnswer, newOperation, post } from "./saving_wire.js";
import { SavingWords } from "./saving_words.js";

(() => {
  const form = document.querySelector("form[data-saving]");
  if (!form) return;

  const PAUSE = 1000, CHOICE_PAUSE = 300, LONGEST_WAIT = 30000, LINK_WAIT = 3000;
  const words = new SavingWords(form);
  const signedOutDialog = document.querySelector("dialog[data-signed-out]");
  const fields = new Map();
  let isSignedOut = false, isOver = false;

  class Field {
    constructor(name, read, stored) {
      Object.assign(this, { name, read, stored, pending: null, current: null });
      Object.assign(this, { last: "", refused: null, message: "", tries: 0, timer: 0, hasOther: false, isRenewed: false });
    }

    get version() { return form.elements[`version-${this.name}`]; }
    get isWaiting() { return !isOver && (this.pending !== null || this.read() !== this.stored); }
    get isRefused() { return this.refused !== null && this.read() === this.refused; }

    changed(control) {
      this.plan(isChoice(control) ? CHOICE_PAUSE : PAUSE);
      showState();
    }

    plan(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), wait);
    }

    send() {
      clearTimeout(this.timer);
      this.current ??= this.sendOnce().finally(() => { this.current = null; });
      return this.current;
    }

    async sendOnce() {
      if (!this.isWaiting || (!this.pending && this.isRefused)) return;
      this.pending ??= this.nextSave();
      showState();
      const { code, answer } = await post(form, this.pending.body);
      await this.take(code, answer);
      showState();
    }

    // Save everything that is typed; true when the server has it all.
    async settle() {
      this.tries = 0;
      while (this.isWaiting && !this.isRefused && this.tries === 0) await this.send();
      return !this.isWaiting;
    }

    // The page is going away: send what it holds now, after whatever is on its way.
    sendLast() {
      if (!this.isWaiting || this.isRefused) return;
      post(form, this.nextSave().body, true);
    }

    nextSave() {
      const text = this.read();
      const body = { field: this.name, text, operation: newOperation(), follows: this.last };
      if (this.version) body.base = this.version.value;
      this.last = body.operation;
      return { text, body };
    }

    async take(code, answer) {
      if (isOver) return;
      const took = { saved: this.wasSaved, kept_both: this.wasKept, other_person: closePage }[answer.status];
      if (took) took.call(this, answer);
      else if (code === 401) this.wasSignedOut();
      else if (code === 403) await this.wasStale();
      else if (code >= 400 && code < 500 && code !== 408 && code !== 429) this.wasRefused(answer);
      else this.again();
    }

    wasSaved(answer) {
      if (answer.version !== undefined) this.version.value = answer.version;
      this.isStored(answer);
    }

    // Written in two places: this text is kept beside the other. The base stays, so both go on being kept.
    wasKept(answer) {
      this.hasOther = true;
      words.showOther(this.name, answer.text);
      this.isStored(answer);
    }

    isStored(answer) {
      this.stored = answer.kept ?? this.pending.text;
      // Kept as something else than was chosen, and said so: the page shows what is kept.
      if (this.stored !== this.pending.text && this.read() === this.pending.text) form.elements[this.name].value = this.stored;
      this.pending = this.refused = null;
      this.tries = 0;
      this.isRenewed = isSignedOut = false;
      words.noteSaved(answer);
      signedOutDialog.close();
      words.showError(this.name, "");
      const was = form.elements[this.name === "rating" ? "rating-was" : `was-${this.name}`];
      if (was) was.value = this.stored;
      form.dispatchEvent(new CustomEvent("answered", { detail: answer }));
      if (this.isWaiting) this.plan(PAUSE);
    }

    wasSignedOut() {
      if (!isSignedOut) showSignedOut();
      isSignedOut = true;
      this.again();
    }

    // The page has been open for so long that its token is old: fetch a new one and go on.
    async wasStale() {
      const { code, answer } = await fetchAnswer(form);
      if (code === 401) return this.wasSignedOut();
      if (code !== 200) return this.again();
      if (!form.elements.mark.value.startsWith(answer.person)) return closePage();
      form.elements.csrfmiddlewaretoken.value = answer.token;
      if (this.isRenewed) return this.again();
      this.isRenewed = true;
      this.plan(0);
    }

    wasRefused(answer) {
      this.refused = this.pending.text;
      this.pending = null;
      this.message = answer.message ?? words.unknown;
      words.showError(this.name, this.message);
      if (!this.isRefused) this.plan(PAUSE);
    }

    again() {
      this.tries += 1;
      const wait = Math.min(PAUSE * 2 ** (this.tries - 1), LONGEST_WAIT);
      this.plan(wait * (0.8 + Math.random() * 0.4));
    }
  }

  // All that can be typed and chosen in a form, sent together with what the page showed of it.
  class WholeForm extends Field {
    constructor() {
      const whole = (value) => JSON.stringify([...form.querySelectorAll("textarea, input[type=checkbox]")].map(value));
      super("", () => whole(valueOf), whole(valueThatCame));
    }

    nextSave() {
      const { csrfmiddlewaretoken, ...body } = Object.fromEntries(new FormData(form));
      return { text: this.read(), body };
    }

    // The rest of the form may be stored: what is, is known again after the next save.
    wasRefused(answer) {
      super.wasRefused(answer);
      this.stored = null;
      form.dispatchEvent(new CustomEvent("answered", { detail: answer }));
    }
  }

  function isChoice(control) {
    return control.type === "radio" || control.type === "checkbox";
  }

  function valueOf(control) {
    if (control.type === "radio") return form.elements[control.name].value;
    if (control.type === "checkbox") return control.checked ? "1" : "";
    return control.value;
  }

  // What the server had when it wrote the page: somebody may type, or the browser fill in, before this script runs.
  function valueThatCame(control) {
    if (control.type === "radio") return radiosOf(control).find((radio) => radio.defaultChecked)?.value ?? "";
    if (control.type === "checkbox") return control.defaultChecked ? "1" : "";
    return control.defaultValue;
  }

  function radiosOf(control) {
    return [...form.querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
  }

  function fieldOf(control) {
    return fields.get(control.name) ?? fields.get("");
  }

  function showState() {
    if (!isOver) words.showState([...fields.values()].filter((field) => field.isWaiting), isSignedOut);
  }

  // Someone else is signed in now: nothing of this page goes into their workbook, and none of it stays in sight.
  function closePage() {
    isOver = true;
    const dialog = document.querySelector("dialog[data-other-person]");
    document.querySelector("main").replaceChildren(dialog);
    dialog.showModal();
  }

  function retryNow() {
    for (const field of fields.values()) if (field.isWaiting) field.plan(0);
  }

  function showSignedOut() {
    if (!signedOutDialog.open) signedOutDialog.showModal();
  }

  async function settleAll() {
    const saved = await Promise.all([...fields.values()].map((field) => field.settle()));
    showState();
    return !saved.includes(false);
  }

  async function saveAndGo(button) {
    const isSaved = await settleAll();
    if (isOver) return;
    if (!isSaved) return void (isSignedOut && showSignedOut());
    addHidden("saves-itself", "1");
    if (button?.name) addHidden(button.name, button.value);
    // What is kept beside another text is stored already; the page's form need not bring it again.
    for (const field of fields.values()) if (field.hasOther) form.elements[field.name].disabled = true;
    form.submit();
  }

  // A link waits a moment for what was typed just before; where that does not help, the browser asks.
  async function saveAndFollow(link) {
    await Promise.race([settleAll(), new Promise((done) => setTimeout(done, LINK_WAIT))]);
    location.assign(link.href);
  }

  function isHeldUp(event, link) {
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const leavesPage = link && !link.target && link.origin === location.origin && !link.getAttribute("href").startsWith("#");
    return isPlain && leavesPage && [...fields.values()].some((field) => field.isWaiting);
  }

  function addHidden(name, value) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }

  function findFields() {
    if ("whole" in form.dataset) return void fields.set("", new WholeForm());
    for (const control of form.querySelectorAll("textarea[name], input:is([type=date], [type=radio], [type=checkbox])")) {
      if (!fields.has(control.name)) fields.set(control.name, new Field(control.name, () => valueOf(control), valueThatCame(control)));
    }
  }

  findFields();
  retryNow();
  form.addEventListener("row-added", findFields);
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  for (const link of form.querySelectorAll("[data-with-script]")) link.hidden = false;
  form.addEventListener("input", (event) => fieldOf(event.target)?.changed(event.target));
  form.addEventListener("focusout", (event) => {
    const field = fieldOf(event.target);
    if (field?.isWaiting && field.tries === 0) field.plan(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saveAndGo(event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.defaultPrevented || !isHeldUp(event, link)) return;
    event.preventDefault();
    saveAndFollow(link);
  });
  addEventListener("online", retryNow);
  addEventListener("focus", () => { if (isSignedOut) retryNow(); });
  addEventListener("pageshow", (event) => { if (event.persisted) retryNow(); });
  addEventListener("pagehide", () => { for (const field of fields.values()) field.sendLast(); });
  document.addEventListener("visibilitychange", () => {
    for (const field of fields.values()) if (document.hidden && field.isWaiting && field.tries === 0) field.send();
  });
  addEventListener("beforeunload", (event) => {
    if ([...fields.values()].some((field) => field.isWaiting)) event.preventDefault();
  });
})();
