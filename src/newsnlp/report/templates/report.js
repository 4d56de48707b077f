"use strict";
// What belongs together lights up; who says a quote and why is shown beside it; the table sorts and filters.
// All that is shown is in the page already: without this script it can be read all the same.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const peek = document.getElementById("peek");
  const LEAVE = 250; // ms in which the pointer may travel from a quote to what is shown of it
  let lit = []; // elements that are lit
  let pinned = null; // the note whose reasons stay until Escape or a click elsewhere
  let leaving = 0;

  const articleOf = (element) => element.closest("[data-article]");
  const noteOf = (element, quote) => articleOf(element)?.querySelector(`.note:not(.continued)[data-q="${quote}"]`);

  function light(element) {
    for (const one of lit) one.classList.remove("lit");
    lit = [];
    if (!element) return;
    const { q, e, by } = element.dataset;
    const wanted = [];
    if (q) wanted.push(`[data-q="${q}"]`);
    if (q && by && by !== "0") wanted.push(`.card[data-e="${by}"]`);
    if (e && e !== "0") wanted.push(`[data-e="${e}"]`, `[data-by="${e}"]`);
    if (!wanted.length) return;
    lit = [...articleOf(element).querySelectorAll(wanted.join())];
    for (const one of lit) one.classList.add("lit");
  }

  // --- who and why ---------------------------------------------------------------------------------------

  function show(note, box) {
    clearTimeout(leaving);
    const why = note?.querySelector(".why");
    if (!why) return hide();
    peek.replaceChildren(...[...why.childNodes].map((node) => node.cloneNode(true)));
    peek.className = "peek " + [...note.classList].find((name) => /^c\d$/.test(name));
    peek.hidden = false;
    const margin = 8;
    const width = peek.offsetWidth;
    const height = peek.offsetHeight;
    const rail = innerWidth >= 752; // as in report.css: notes stand beside the text, which stays to be seen
    if (rail) box = beside(note, box);
    const below = box.bottom + margin + height <= innerHeight || box.top < height + margin;
    const left = Math.max(margin, Math.min(box.left, root.clientWidth - width - margin));
    peek.style.left = `${left + scrollX}px`;
    peek.style.top = `${(below ? box.bottom + margin : box.top - height - margin) + scrollY}px`;
  }

  /** Under the note, if that can be seen, else in its column at the height of the quote. */
  function beside(note, box) {
    const at = note.getBoundingClientRect();
    const seen = at.bottom > 0 && at.bottom < innerHeight;
    return seen ? at : { left: at.left, top: box.top, bottom: box.top };
  }

  function hide() {
    clearTimeout(leaving);
    peek.hidden = true;
    pin(null);
  }

  function pin(note) {
    pinned?.querySelector("button").setAttribute("aria-expanded", "false");
    pinned = note;
    pinned?.querySelector("button").setAttribute("aria-expanded", "true");
  }

  /** The line of an element that is nearest to the pointer: a quote may run over many. */
  function boxAt(element, event) {
    const boxes = [...element.getClientRects()];
    const inside = boxes.find((box) => event.clientY >= box.top && event.clientY <= box.bottom);
    return inside || boxes[0] || element.getBoundingClientRect();
  }

  const MARKED = '[data-q], [data-e]:not([data-e="0"])'; // 0 is nobody whom the article names

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (peek.contains(event.target)) return clearTimeout(leaving);
    const marked = event.target.closest(MARKED);
    light(marked && articleOf(marked) ? marked : pinned);
    if (pinned) return;
    const quote = event.target.closest(".quote, .note:not(.continued) button");
    const place = quote?.closest("[data-q]").dataset.q;
    if (place && articleOf(quote)) show(noteOf(quote, place), boxAt(quote, event));
    else if (!peek.hidden) {
      clearTimeout(leaving);
      leaving = setTimeout(() => pinned || hide(), LEAVE);
    }
  });

  document.addEventListener("focusin", (event) => {
    const marked = event.target.closest(MARKED);
    if (marked && articleOf(marked)) light(marked);
    const note = event.target.closest(".note:not(.continued)");
    if (note) show(note, event.target.getBoundingClientRect());
    else if (!pinned && !peek.hidden) hide();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      event.preventDefault(); // in a frame without an address of its own a browser would leave the page
      return go(link.getAttribute("href").slice(1));
    }
    if (peek.contains(event.target)) return;
    const marked = event.target.closest(".text [data-e], .text .quote, .note button");
    if (!marked) {
      light(null);
      return hide();
    }
    const note = marked.closest(".note");
    const quote = marked.closest(".quote");
    if (note || quote) {
      const wanted = note || noteOf(quote, quote.dataset.q);
      const again = pinned === wanted;
      hide();
      if (again) return;
      pin(wanted);
      light(wanted);
      show(wanted, note ? marked.getBoundingClientRect() : boxAt(quote, event));
    } else if (marked.dataset.e !== "0") {
      const card = articleOf(marked).querySelector(`.card[data-e="${marked.dataset.e}"]`);
      light(card);
      card?.scrollIntoView({ block: "nearest", behavior: calm() });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    hide();
    light(null);
  });

  for (const button of document.querySelectorAll(".note button")) button.setAttribute("aria-expanded", "false");

  // --- links within the page --------------------------------------------------------------------------------

  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  function go(id) {
    const target = document.getElementById(id);
    if (!target) return;
    for (let box = target; box; box = box.parentElement?.closest("details")) {
      if (box.tagName === "DETAILS") box.open = true;
    }
    hide();
    target.scrollIntoView({ block: target.offsetHeight > innerHeight / 2 ? "start" : "center", behavior: calm() });
    const focused = target.tagName === "DETAILS" ? target.querySelector("summary") : target;
    focused.focus({ preventScroll: true });
    light(target.matches(MARKED) ? target : target.closest(MARKED));
  }

  if (location.hash.length > 1) go(decodeURIComponent(location.hash.slice(1)));

  // --- the table --------------------------------------------------------------------------------------------

  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const collator = new Intl.Collator("ru", { numeric: true });

  function sortBy(head) {
    const column = head.cellIndex;
    const number = head.dataset.sort === "number";
    const sorted = head.getAttribute("aria-sort");
    const down = sorted ? sorted === "ascending" : number; // numbers begin with the greatest
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => (number ? +row.cells[column].dataset.value : row.cells[column].textContent.trim());
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const compare = number ? (a, b) => a - b : (a, b) => !a - !b || collator.compare(a, b);
    rows.sort((one, two) => (down ? compare(keys.get(two), keys.get(one)) : compare(keys.get(one), keys.get(two))));
    body.append(...rows);
  }

  for (const button of table.querySelectorAll("[data-sorts]")) {
    button.addEventListener("click", () => sortBy(button.closest("th")));
  }

  const finder = document.querySelector("[data-finder]");
  const field = finder.querySelector("input");
  finder.hidden = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      shown += !row.hidden;
    }
    finder.querySelector("[data-count]").textContent = shown;
    document.querySelector("[data-nothing]").hidden = shown > 0;
  });
})();
