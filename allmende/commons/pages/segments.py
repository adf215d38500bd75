# SPDX-License-Identifier: EUPL-1.2
"""A page as a list of texts: what a translator sees side by side, and how the translated texts become a page again.

The structure of a translation is the one of its source: blocks in the same order with the same ids, pictures and links
taken over, links to pages turned to their translations. Texts are found again by the ids of the blocks around them; a
translation that was built by hand has other ids, then the place counts.
"""

from __future__ import annotations

import copy
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.encoding import force_str
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page

FIELDS = (
    "title", "greeting", "summary", "role", "unit", "needs", "costs", "duration", "deadline", "hours",
    "accessibility_note", "tiles", "steps", "body", "seo_title", "search_description",
)  # fmt: skip
"""Fields of all page types that hold words, in the order in which a reader meets them."""

NOT_WORDS = {"address"}
"""Text blocks that hold no words."""

_TAG = re.compile(r"<[^>]+>")


@dataclass
class Segment:
    """One text. `key` names it by ids (stable), `place` by position; both begin with the name of the field."""

    key: str
    place: str
    label: str
    value: str
    rich: bool = False
    lines: bool = False
    required: bool = False
    max_length: int | None = None
    features: list[str] | None = None
    holder: Any = field(default=None, repr=False)
    name: Any = field(default=None, repr=False)

    @property
    def plain(self) -> str:
        """The words without tags."""
        return plain(self.value) if self.rich else self.value

    def put(self, text: str) -> None:
        """Write the text where it belongs in the data of the page."""
        self.holder[self.name] = text


def plain(text: str) -> str:
    """Return rich text as words: a line for each paragraph, heading and point."""
    lines = re.sub(r"</(p|h\d|li|div)>|<br\s*/?>", "\n", text)
    return re.sub(r"\n{2,}", "\n", html.unescape(_TAG.sub("", lines))).strip()


class PageTexts:
    """The texts of one version of a page."""

    def __init__(self, page: Page) -> None:
        self.data: dict[str, Any] = {}
        self.streams: list[str] = []
        self.segments: list[Segment] = []
        for name in FIELDS:
            try:
                of_model = page._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if isinstance(of_model, StreamField):
                self.streams.append(name)
                self.data[name] = json.loads(json.dumps(getattr(page, name).get_prep_value(), default=str))
                label = force_str(of_model.verbose_name)
                self.segments.extend(_in_stream(of_model.stream_block, self.data[name], name, name, label))
            else:
                self.data[name] = getattr(page, name) or ""
                self.segments.append(self._of_field(of_model, name))
        self.by_key = {segment.key: segment for segment in self.segments}
        self.by_place = {segment.place: segment for segment in self.segments}

    def _of_field(self, of_model: Any, name: str) -> Segment:
        return Segment(
            key=name,
            place=name,
            label=force_str(of_model.verbose_name),
            value=self.data[name],
            lines=isinstance(of_model, models.TextField),
            required=not of_model.blank,
            max_length=of_model.max_length,
            holder=self.data,
            name=name,
        )

    def structure(self) -> list[str]:
        """Return what blocks there are, in order."""
        return [segment.place for segment in self.segments]

    def like(self, other: PageTexts) -> dict[str, Segment]:
        """Return for each key of `other` the segment of this page that says the same, as far as there is one."""
        found: dict[str, Segment] = {}
        for name in {segment.key.partition("/")[0] for segment in other.segments}:
            wanted = [segment for segment in other.segments if segment.key.partition("/")[0] == name]
            by_id = any(segment.key in self.by_key for segment in wanted)
            for segment in wanted:
                match = self.by_key.get(segment.key) if by_id else self.by_place.get(segment.place)
                if match is not None and match.rich == segment.rich:
                    found[segment.key] = match
        return found


def translated_fields(source: Page, texts: Mapping[str, str], page_ids: Mapping[int, int]) -> dict[str, Any]:
    """Return the values of a translation's fields: the source's structure with `texts` (key to text) in it.

    page_ids: pages of the source language to their translations, for links.
    """
    made = PageTexts(source)
    for segment in made.segments:
        segment.put(texts.get(segment.key, ""))
    for name in made.streams:
        made.data[name] = json.dumps(_turned(made.data[name], page_ids))
    return made.data


def linked_pages(source: Page) -> set[int]:
    """Return the ids of the pages that the blocks of a page lead to."""
    found: set[int] = set()
    for value in _dicts(PageTexts(source).data):
        found.update(value[name] for name in ("page", "contact") if isinstance(value.get(name), int))
    return found


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _dicts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dicts(inner)


def _turned(value: Any, page_ids: Mapping[int, int]) -> Any:
    value = copy.deepcopy(value)
    for found in _dicts(value):
        for name in ("page", "contact"):
            if isinstance(found.get(name), int):
                found[name] = page_ids.get(found[name], found[name])
    return value


# --- Walking through blocks -------------------------------------------------------------------------------------------


def _in_stream(block: Any, raw: list[dict[str, Any]], key: str, place: str, label: str) -> Iterator[Segment]:
    for number, item in enumerate(raw):
        child = block.child_blocks.get(item["type"])
        if child is None:
            continue
        here = f"{label} {number + 1}: {force_str(child.label)}"
        yield from _in_block(child, item, "value", f"{key}/{item['id']}", f"{place}/{number}:{item['type']}", here)


def _in_block(block: Any, holder: Any, name: Any, key: str, place: str, label: str) -> Iterator[Segment]:
    value = holder[name]
    if isinstance(block, blocks.StructBlock):
        for part, child in block.child_blocks.items():
            if part in value and part not in NOT_WORDS:
                inside = f"{label} – {force_str(child.label)}"
                yield from _in_block(child, value, part, f"{key}/{part}", f"{place}/{part}", inside)
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(value):
            inside = f"{label} {number + 1}"
            yield from _in_block(block.child_block, item, "value", f"{key}/{item['id']}", f"{place}/{number}", inside)
    elif isinstance(block, TypedTableBlock):
        yield from _in_table(value, key, place, label)
    elif isinstance(block, blocks.RichTextBlock):
        yield Segment(
            key, place, label, value or "", rich=True, required=block.required, features=block.features,
            holder=holder, name=name,
        )  # fmt: skip
    elif type(block) in {blocks.CharBlock, blocks.TextBlock}:
        yield Segment(
            key, place, label, value or "", lines=isinstance(block, blocks.TextBlock), required=block.required,
            max_length=block.field.max_length, holder=holder, name=name,
        )  # fmt: skip


def _in_table(value: dict[str, Any], key: str, place: str, label: str) -> Iterator[Segment]:
    for number, column in enumerate(value["columns"]):
        yield Segment(
            f"{key}/c{number}", f"{place}/c{number}", f"{label} – {number + 1}", column["heading"], required=True,
            holder=column, name="heading",
        )  # fmt: skip
    for line, row in enumerate(value["rows"]):
        for number, column in enumerate(value["columns"]):
            if column["type"] == "text":
                at = f"r{line}c{number}"
                yield Segment(
                    f"{key}/{at}", f"{place}/{at}", f"{label} – {line + 1}, {number + 1}", row["values"][number] or "",
                    max_length=300, holder=row["values"], name=number,
                )  # fmt: skip
