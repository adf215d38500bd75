# SPDX-License-Identifier: EUPL-1.2
"""What of a page is read, and in which order: for visitors without JavaScript.

The rules are those of `static/readaloud/reading.js`; a browser test holds both together. Content in reading order: text,
alternative texts of pictures, the names of controls with their options, cells of tables with the header of their column.
Not: navigation, maps (their list follows), what is hidden, and what visitors have typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from allmende.core.readaloud.texts import Piece

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset(
    "nav script style template noscript iframe canvas video audio object head meter progress datalist dialog".split()
)
SILENT_CLASSES = frozenset({"map", "map-note", "ui-print-only", "ui-skip"})
BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul label button select textarea".split()
)
TEXTLESS_INPUTS = frozenset({"hidden", "image", "reset"})
MOST_OPTIONS = 20
LINE_BREAK = "\v"


@dataclass
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Node]:
        """Yield the elements below this one with one of the names, in order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def text(self) -> str:
        """Return all text below this element, with single blanks."""
        return " ".join("".join(self.texts()).split())

    def texts(self) -> Iterator[str]:
        """Yield every text below this element."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()


class _Builder(HTMLParser):
    """Builds the tree. Our own pages close their elements; what others forgot ends with the element around it."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self.at
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self.at = node.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def tree(html: str) -> Node:
    """Return the elements of a page."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def is_silent(node: Node) -> bool:
    """Whether nothing in this element is read."""
    attributes = node.attributes
    return (
        node.tag in SILENT
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
        or "data-needs-js" in attributes
        or "data-readaloud-off" in attributes
        or not SILENT_CLASSES.isdisjoint(attributes.get("class", "").split())
    )


class _Reader:
    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self.words = words
        self.pieces: list[Piece] = []
        self._text = ""
        self._language = language

    def say(self, text: str, language: str) -> None:
        """Read running text on; another language begins a piece of its own."""
        if language != self._language:
            self.end()
            self._language = language
        self._text += text

    def end(self) -> None:
        """End the piece."""
        lines = (" ".join(line.split()) for line in self._text.split(LINE_BREAK))
        said = "\n".join(line for line in lines if line)
        if said:
            self.pieces.append(Piece(said, self._language))
        self._text = ""

    def walk(self, node: Node, language: str) -> None:
        """Read an element."""
        if is_silent(node):
            return
        language = node.attributes.get("lang", "") or language
        block = node.tag in BLOCKS and not _holds_check(node)
        if block:
            self.end()
        if not self._special(node, language):
            for child in node.children:
                if isinstance(child, str):
                    self.say(child, language)
                else:
                    self.walk(child, language)
        if block:
            self.end()

    def _special(self, node: Node, language: str) -> bool:
        """Read what is more, or other, than its children. Returns whether that was all."""
        if node.tag == "thead":
            return _is_header_only(node)  # read with every cell
        if node.tag == "td":
            header = _header(node)
            if header:
                self.say(f"{header}: ", language)
            return False
        if node.tag in {"img", "svg"}:
            name = _picture_name(node)
            if name:
                self.end()
                self.say(self.words["picture"].replace("{}", name), language)
                self.end()
            return True
        if node.tag == "input":
            self._input(node, language)
            return True
        said = self._instead(node)
        self.say(said or "", language)
        return said is not None

    def _instead(self, node: Node) -> str | None:
        """Return what is said instead of the children, or None."""
        if node.tag == "br":
            return LINE_BREAK
        if node.tag == "abbr":
            return node.attributes.get("title") or None
        if node.tag == "textarea":
            return self.words["input"]
        if node.tag == "select":
            return _options(node, self.words)
        if node.tag == "button":
            name = node.attributes.get("aria-label") or node.text()
            return self.words["button"].replace("{}", name) if name else ""
        return None

    def _input(self, node: Node, language: str) -> None:
        kind = node.attributes.get("type", "text")
        if kind in TEXTLESS_INPUTS:
            return
        if kind in {"checkbox", "radio"}:
            checked = "checked" in node.attributes
            name = (
                ("checked" if checked else "unchecked") if kind == "checkbox" else ("chosen" if checked else "choice")
            )
            self.say(f"{self.words[name]} ", language)
            return
        self.end()
        if kind in {"submit", "button"}:
            self.say(self.words["button"].replace("{}", node.attributes.get("value", "")), language)
        else:
            self.say(self.words["file" if kind == "file" else "input"], language)
        self.end()


def _picture_name(node: Node) -> str:
    attributes = node.attributes
    if node.tag == "svg" and attributes.get("role") != "img":
        return ""
    return " ".join((attributes.get("alt") or attributes.get("aria-label") or "").split())


def _is_header_only(head: Node) -> bool:
    has_cells = head.parent is not None and any(head.parent.all("td"))
    return has_cells and any(head.all("th"))


def _holds_check(node: Node) -> bool:
    """Whether a label belongs to a box beside or inside it: both are said in one breath."""
    if node.tag != "label":
        return False
    if any(_is_check(field) for field in node.all("input")):
        return True
    beside = [child for child in node.parent.children if isinstance(child, Node)] if node.parent else []
    return any(_is_check(field) and field.attributes.get("id") == node.attributes.get("for") for field in beside)


def _is_check(node: Node) -> bool:
    return node.tag == "input" and node.attributes.get("type") in {"checkbox", "radio"}


def _options(node: Node, words: Mapping[str, str]) -> str:
    options = list(node.all("option"))
    names = [option.text() for option in options[:MOST_OPTIONS]]
    if len(options) > MOST_OPTIONS:
        names.append(words["more"].replace("{}", str(len(options) - MOST_OPTIONS)))
    said = words["select"].replace("{}", ", ".join(name for name in names if name))
    chosen = next((option for option in options if "selected" in option.attributes), options[0] if options else None)
    if chosen is not None and chosen.text():
        said += " " + words["selected"].replace("{}", chosen.text())
    return said


def _header(cell: Node) -> str:
    """Return the header of a cell's column."""
    row = cell.parent
    table = row
    while table is not None and table.tag != "table":
        table = table.parent
    if row is None or table is None:
        return ""
    cells = [child for child in row.children if isinstance(child, Node) and child.tag in {"td", "th"}]
    head = next(table.all("thead"), None)
    first = next(head.all("tr"), None) if head is not None else None
    if first is None:
        return ""
    headers = [child for child in first.children if isinstance(child, Node) and child.tag in {"td", "th"}]
    place = next(index for index, other in enumerate(cells) if other is cell)
    return headers[place].text() if place < len(headers) else ""


def pieces(html: str, words: Mapping[str, str]) -> list[Piece]:
    """Return what is read of a page: messages above the content, then the content of `<main>`.

    Args:
        html: a whole page.
        words: what is said for controls and pictures, see `words.py`.
    """
    root = tree(html)
    page = next(root.all("html"), root)
    language = page.attributes.get("lang", "de")
    main = next(page.all("main"), None)
    if main is None:
        return []
    reader = _Reader(words, language)
    for node in page.all("div"):
        if "ui-messages" in node.attributes.get("class", "").split():
            reader.walk(node, language)
    reader.walk(main, main.attributes.get("lang", "") or language)
    reader.end()
    return reader.pieces


def title(html: str) -> str:
    """Return the title of a page."""
    node = next(tree(html).all("title"), None)
    return "" if node is None else node.text()
