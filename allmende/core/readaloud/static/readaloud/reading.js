// SPDX-License-Identifier: EUPL-1.2
// What of this page is read, and in which order. The rules are those of core/readaloud/page.py; a browser test holds both
// together. A piece is a block in one language: its text, and for every part of the text the node it comes from.

const SILENT = "nav, script, style, template, noscript, iframe, canvas, video, audio, object, meter, progress, datalist, dialog, [hidden], " +
  "[aria-hidden='true'], [role='navigation'], [data-needs-js], [data-readaloud-off], .map, .map-note, .ui-print-only, .ui-skip";
const BLOCKS = new Set(("address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 " +
  "h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul label button select textarea").split(" "));
const MOST_OPTIONS = 20;
const CHECK = "input[type='checkbox'], input[type='radio']";
const LINE_BREAK = "\v";
const collapse = (text) => text.replace(/\s+/g, " ").trim();
const fill = (word, text) => word.replace("{}", () => text);

class Reader {
  constructor(words) {
    this.words = words;
    this.pieces = [];
    this.language = "";
    this.parts = [];
  }

  // Text with the node it comes from; words of our own have none, there the whole element is marked.
  say(text, element, node = null) {
    const language = element.closest("[lang]")?.lang || "de";
    if (language !== this.language) this.end();
    this.language = language;
    this.parts.push({ text, node, element });
  }

  // The piece's text has single blanks; `origins` tells for each of its signs the node and the place there.
  end() {
    let text = "";
    const origins = [];
    let gap = "";
    for (const { text: part, node } of this.parts) {
      for (let place = 0; place < part.length; place++) {
        const sign = part[place];
        if (sign === LINE_BREAK) gap = "\n";
        else if (/\s/.test(sign)) gap ||= " ";
        else {
          if (gap && text) {
            text += gap;
            origins.push(null);
          }
          gap = "";
          text += sign;
          origins.push(node && { node, place });
        }
      }
    }
    if (text) this.pieces.push({ text, lang: this.language, origins, element: this.parts.find((part) => part.text.trim()).element });
    this.parts = [];
  }

  walk(element) {
    if (element.matches(SILENT) || !element.checkVisibility()) return;
    const block = BLOCKS.has(element.localName) && !(element.localName === "label" && holdsCheck(element));
    if (block) this.end();
    if (!this.special(element)) {
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) this.say(child.data, element, child);
        else if (child.nodeType === Node.ELEMENT_NODE) this.walk(child);
      }
    }
    if (block) this.end();
  }

  apart(text, element) {
    this.end();
    this.say(text, element);
    this.end();
  }

  // What is more, or other, than its children. Returns whether that was all.
  special(element) {
    const { words } = this;
    const name = element.localName;
    if (name === "br") this.say(LINE_BREAK, element);
    else if (name === "img" || name === "svg") {
      const alt = collapse((name === "img" || element.getAttribute("role") === "img" ? element.getAttribute("alt") || element.getAttribute("aria-label") : "") || "");
      if (alt) this.apart(fill(words.picture, alt), element);
    } else if (name === "abbr" && element.title) this.say(element.title, element);
    else if (name === "input") this.input(element);
    else if (name === "textarea") this.say(words.input, element);
    else if (name === "select") this.say(options(element, words), element);
    else if (name === "button") {
      const label = element.getAttribute("aria-label") || collapse(element.textContent);
      if (label) this.say(fill(words.button, label), element);
    } else if (name === "thead" && element.parentElement.querySelector("td")) return element.querySelector("th") !== null;
    else {
      if (name === "td") {
        const header = headerOf(element);
        if (header) this.say(`${header}: `, element);
      }
      return false;
    }
    return true;
  }

  input(element) {
    const { words } = this;
    if (element.matches(CHECK)) {
      // As the page was made, or as it is now: what somebody has ticked is said.
      const word = element.type === "checkbox" ? (element.checked ? "checked" : "unchecked") : element.checked ? "chosen" : "choice";
      this.say(`${words[word]} `, element);
    } else if (!["hidden", "image", "reset"].includes(element.type)) {
      const isButton = ["submit", "button"].includes(element.type);
      this.apart(isButton ? fill(words.button, element.value) : words[element.type === "file" ? "file" : "input"], element);
    }
  }
}

// A label of a box beside or inside it: both are said in one breath.
function holdsCheck(label) {
  return label.querySelector(CHECK) !== null || [...label.parentElement.children].some((other) => other.matches(CHECK) && other.id === label.htmlFor);
}

function options(select, words) {
  const all = [...select.options];
  const names = all.slice(0, MOST_OPTIONS).map((option) => collapse(option.textContent));
  if (all.length > MOST_OPTIONS) names.push(fill(words.more, String(all.length - MOST_OPTIONS)));
  const chosen = collapse(select.selectedOptions[0]?.textContent ?? "");
  return fill(words.select, names.filter(Boolean).join(", ")) + (chosen ? ` ${fill(words.selected, chosen)}` : "");
}

function headerOf(cell) {
  const row = cell.closest("table")?.querySelector("thead tr");
  return collapse(row?.children[cell.cellIndex]?.textContent ?? "");
}

export function pieces(words) {
  const reader = new Reader(words);
  for (const element of document.querySelectorAll(".ui-messages, main")) reader.walk(element);
  reader.end();
  return reader.pieces;
}

// The place of `start:end` of a piece on the page; null where that text is not on it (words of our own).
export function rangeOf(piece, start, end) {
  const places = piece.origins.slice(start, end).filter((origin) => origin?.node.isConnected && origin.place < origin.node.length);
  if (!places.length) return null;
  const range = new Range();
  range.setStart(places[0].node, places[0].place);
  range.setEnd(places.at(-1).node, places.at(-1).place + 1);
  return range;
}
