// SPDX-License-Identifier: EUPL-1.2
// Wagtail leaves a few parts of the staff area without a name for those who listen to it. This names them, also parts
// that the editor adds later. What cannot be mended from outside is listed in tests/browser/exceptions.py.
(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const text = (element) => (element ? element.textContent.replace(/[*\s]+/g, " ").trim() : "");

  // The label that people see above a field: of the field itself, else of the block or panel around it.
  const labelAbove = (element) => {
    for (let node = element.parentElement; node && node !== document.body; node = node.parentElement) {
      const label = node.querySelector(":scope > label, :scope > .w-field__label, :scope > div > .w-panel__heading, :scope > .w-panel__header .w-panel__heading");
      if (text(label)) return text(label);
    }
    return words.text;
  };

  // "Gebühren, Zeile 2, Spalte Tonne"
  const cellName = (input) => {
    const cell = input.closest("td");
    const row = cell && cell.parentElement;
    if (!row) return labelAbove(input);
    const rows = [...row.parentElement.children].filter((other) => other.querySelector("td input, td textarea, td select"));
    const headings = [...row.closest("table").querySelectorAll("input.column-heading")];
    const column = [...row.children].filter((other) => other.querySelector("input, textarea, select")).indexOf(cell);
    return `${words.row} ${rows.indexOf(row) + 1}, ${words.column} ${headings[column]?.value || column + 1}`;
  };

  const named = ":not([aria-label], [aria-labelledby])";
  const MENDS = [
    [`.public-DraftEditor-content${named}`, labelAbove],
    [`input.column-heading${named}`, (input) => `${words.column} ${[...input.closest("tr").querySelectorAll("input.column-heading")].indexOf(input) + 1}: ${input.placeholder}`],
    [`table td :is(input:not([type=hidden]), textarea, select)[name*="-cell-"]${named}`, cellName],
    [`#fileupload${named}`, () => words.files],
    [`.tagit-new input${named}`, labelAbove],
    [`form[role=search]${named}`, (form) => (form.closest("#wagtail-sidebar, .sidebar") ? words.search : words.searchHere)],
  ];

  const mend = () => {
    for (const [selector, name] of MENDS) {
      for (const element of document.querySelectorAll(selector)) element.setAttribute("aria-label", name(element));
    }
    // Hidden from eyes, so nobody should land on it; Enter in the field does the same.
    for (const button of document.querySelectorAll("form[role=search] .visuallyhidden input[type=submit], form[role=search] .w-sr-only input[type=submit]")) {
      button.tabIndex = -1;
      button.value = words.go;
    }
    // The tooltip says what the status means; the name must begin with the word that is shown.
    for (const tag of document.querySelectorAll("a.page-status-tag[aria-label]")) {
      const shown = text(tag);
      if (!tag.getAttribute("aria-label").includes(shown)) tag.setAttribute("aria-label", `${shown}. ${tag.getAttribute("aria-label")}`);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    mend();
    let waiting = 0;
    new MutationObserver((changes) => {
      if (waiting || !changes.some((change) => change.addedNodes.length)) return;
      waiting = requestAnimationFrame(() => { waiting = 0; mend(); });
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
