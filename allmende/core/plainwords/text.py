# SPDX-License-Identifier: EUPL-1.2
"""The text of a piece of HTML, block by block, as sentences are counted in it."""

from __future__ import annotations

from allmende.core.readaloud.page import BLOCKS, Node, is_silent, tree


def text_of(html: str) -> str:
    """Return the text of a piece of HTML; blank lines stand between blocks, so that no sentence runs across them."""
    blocks: list[str] = [""]
    _gather(tree(html), blocks)
    lines = ("\n".join(" ".join(line.split()) for line in block.split("\v")).strip() for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _gather(node: Node, blocks: list[str]) -> None:
    if is_silent(node):
        return
    block = node.tag in BLOCKS
    if block:
        blocks.append("")
    for child in node.children:
        if isinstance(child, str):
            blocks[-1] += child
        elif child.tag == "br":
            blocks[-1] += "\v"
        else:
            _gather(child, blocks)
    if block:
        blocks.append("")
