/* Leave quickly: blank the page, sign out, go to a page about other things. By its button, or Shift three times;
   on a shared device after a rest too. */
(() => {
  const form = document.querySelector("[data-leave-quickly]");
  const elsewhere = form && form.dataset.leaveQuickly;
  if (!elsewhere) return;
  const within = 2000;
  // Where the network drops our request, this mark signs out whatever the browser asks for next.
  const mark = "left=1", markLasts = 1800;
  const otherTabs = window.BroadcastChannel && new BroadcastChannel("leave-quickly");
  let presses = [];
  let isAlone = false;
  let isLeaving = false;

  // First of all listeners, so that nothing asks "Leave this page?" on the way out.
  window.addEventListener("beforeunload", (event) => { if (isLeaving) event.stopImmediatePropagation(); }, true);

  function blank() {
    isLeaving = true;
    document.documentElement.hidden = true;
    document.title = "\u200b";
    document.querySelector("link[rel=icon]")?.setAttribute("href", "data:,");
    window.speechSynthesis?.cancel();
  }

  function goElsewhere() {
    blank();
    window.location.replace(elsewhere);
  }

  function leave() {
    blank();
    otherTabs?.postMessage("");
    document.cookie = `${mark}; path=/; max-age=${markLasts}; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
    goElsewhere();
  }

  function isStillSignedIn() {
    return fetch(location.href, { method: "HEAD", redirect: "manual" }).then((answer) => answer.ok, () => true);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  otherTabs?.addEventListener("message", goElsewhere);
  // Going back can bring a page that the browser kept whole: only who is still signed in sees it again.
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    const isOver = document.cookie.includes(mark) || !(await isStillSignedIn());
    if (isOver) location.reload();
    else document.documentElement.hidden = false;
  });

  // On a shared device no page stays in sight for longer than a session may rest. Others may still be in use: they stay.
  const rest = Number(document.body.dataset.leaveAfter) * 1000;
  let resting = 0;
  function rested() {
    clearTimeout(resting);
    resting = setTimeout(goElsewhere, rest);
  }
  if (rest) for (const use of ["pageshow", "keydown", "pointerdown", "scroll"]) window.addEventListener(use, rested, { capture: true, passive: true });

  const note = document.querySelector("[data-leaving-note]");
  note?.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(event.target.action, { method: "POST", body: new FormData(event.target), keepalive: true, redirect: "manual" }).catch(() => {});
    note.remove();
    document.getElementById("main").focus();
  });

  if (document.body.dataset.leaveOnShift === "no") return;
  document.addEventListener("keydown", (event) => {
    isAlone = event.key === "Shift" && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key !== "Shift") presses = [];
  }, true);
  document.addEventListener("pointerdown", () => {
    isAlone = false;
    presses = [];
  }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    presses = [...presses.filter((at) => event.timeStamp - at < within), event.timeStamp];
    if (presses.length >= 3) leave();
  }, true);
})();
