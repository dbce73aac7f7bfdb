/* Leave quickly: blank the page, sign out, go to a page about other things. By its button, or Shift three times. */
(() => {
  const form = document.querySelector("[data-leave-quickly]");
  const elsewhere = form && form.dataset.leaveQuickly;
  if (!elsewhere) return;
  const within = 2000;
  let presses = [];
  let isAlone = false;
  let isLeaving = false;

  // First of all listeners, so that nothing asks "Leave this page?" on the way out.
  window.addEventListener("beforeunload", (event) => { if (isLeaving) event.stopImmediatePropagation(); }, true);

  function leave() {
    isLeaving = true;
    document.documentElement.hidden = true;
    document.title = "\u200b";
    window.speechSynthesis?.cancel();
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
    window.location.replace(elsewhere);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  if (document.body.dataset.leaveOnShift === "no") return;
  document.addEventListener("keydown", (event) => {
    isAlone = event.key === "Shift" && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key !== "Shift") presses = [];
  }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    presses = [...presses.filter((at) => event.timeStamp - at < within), event.timeStamp];
    if (presses.length >= 3) leave();
  }, true);
})();
