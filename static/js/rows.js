// Rows of a list: another empty one without loading the page, and a new order by dragging.
// Without this script the same buttons save the page and load it again.
"use strict";

(() => {
  const EDGE = 90, STRIDE = 16;
  const add = document.querySelector("[data-add-row]");
  const empty = document.querySelector("[data-new-row]");
  const list = document.querySelector("[data-ordered]");

  // The empty row as it came, to be copied under a new name each time.
  const pattern = empty?.cloneNode(true);

  function newName() {
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
    return bytes.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function addRow(event) {
    event.preventDefault();
    const row = pattern.cloneNode(true), was = pattern.dataset.newRow, name = newName();
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of part.attributes) attribute.value = attribute.value.replaceAll(was, name);
    }
    row.removeAttribute("id");
    const rows = document.getElementById("rows");
    rows.append(row);
    rows.closest("form").dispatchEvent(new Event("row-added"));
    row.querySelector("textarea").focus();
  }

  function drop(row) {
    const next = row.nextElementSibling?.dataset.row ?? "";
    const button = Object.assign(document.createElement("button"), { name: "then", value: `before@${row.dataset.row}@${next}`, hidden: true });
    list.closest("form").append(button);
    list.closest("form").requestSubmit(button);
  }

  // The others move around the row: one that left the page for a moment would lose the pointer.
  function changePlaces(row, under) {
    const isBelow = row.compareDocumentPosition(under) & Node.DOCUMENT_POSITION_FOLLOWING;
    while (row.compareDocumentPosition(under) & (isBelow ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING)) {
      if (isBelow) row.before(row.nextElementSibling);
      else row.after(row.previousElementSibling);
    }
  }

  function scrollAtEdge(y) {
    if (y < EDGE) scrollBy(0, -STRIDE);
    if (y > innerHeight - EDGE) scrollBy(0, STRIDE);
  }

  function drag(handle) {
    const row = handle.closest("[data-row]");
    handle.hidden = false;
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const before = row.nextElementSibling;
      const follow = (move) => {
        scrollAtEdge(move.clientY);
        const under = document.elementFromPoint(row.getBoundingClientRect().left + 20, move.clientY)?.closest("[data-row]");
        if (!under || under === row || under.parentElement !== list) return;
        changePlaces(row, under);
      };
      row.classList.add("dragging");
      handle.addEventListener("pointermove", follow);
      const end = () => {
        row.classList.remove("dragging");
        handle.removeEventListener("pointermove", follow);
        if (row.nextElementSibling !== before) drop(row);
      };
      handle.addEventListener("pointerup", end, { once: true });
      handle.addEventListener("pointercancel", end, { once: true });
    });
  }

  if (add && pattern) add.addEventListener("click", addRow);
  if (list && list.querySelectorAll("[data-row]").length > 1) list.querySelectorAll("[data-drag]").forEach(drag);
})();
