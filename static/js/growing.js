// Text boxes grow as one types, where the browser's own `field-sizing` does not do it.
"use strict";

(() => {
  if (CSS.supports("field-sizing", "content")) return;
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  for (const area of document.querySelectorAll("textarea")) grow(area);
  document.addEventListener("input", (event) => { if (event.target.matches("textarea")) grow(event.target); });
  // What was inside a closed part of the page had no size until it is opened.
  document.addEventListener("toggle", (event) => { event.target.querySelectorAll("textarea").forEach(grow); }, true);
})();
