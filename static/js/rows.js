// Rows of a list: another empty one without loading the page, and a new order by dragging.
// Without this script the same buttons save the page and load it again.
"use strict";

(() => {
  const EDGE = 90, STRIDE = 16;
  const add = document.querySelector("[data-add-row]");
  const empty = document.querySelector("[data-new-row]");

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
    row.closest("form").append(button);
    row.closest("form").requestSubmit(button);
  }

  // Rows can hold rows: the one that counts is a row of this list.
  function rowAt(list, x, y) {
    let under = document.elementFromPoint(x, y);
    while (under && under.parentElement !== list) under = under.parentElement;
    return under;
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
    const row = handle.closest("[data-row]"), list = row.parentElement;
    handle.hidden = false;
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const before = row.nextElementSibling;
      const follow = (move) => {
        scrollAtEdge(move.clientY);
        const under = rowAt(list, row.getBoundingClientRect().left + 20, move.clientY);
        if (!under?.dataset.row || under === row) return;
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
  for (const handle of document.querySelectorAll("[data-ordered] [data-drag]")) {
    const list = handle.closest("[data-row]").parentElement;
    if (list.querySelectorAll(":scope > [data-row]").length > 1) drag(handle);
  }
})();
