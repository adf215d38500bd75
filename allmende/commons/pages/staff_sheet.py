# SPDX-License-Identifier: EUPL-1.2
"""The sheet on which a page is translated: one row per text, the source on one side, the translation on the other."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page, Revision
from wagtail.rich_text import expand_db_html

from allmende.commons.pages.models import MachineDraft, TranslationSource
from allmende.commons.pages.segments import PageTexts, Segment
from allmende.commons.pages.translating import STALLED, version_of
from allmende.core.languages.choice import direction_of

EASY = "de-simple"


@dataclass
class Row:
    """One text with everything that helps to translate it."""

    segment: Segment
    shown: Any
    field: Any
    new: bool
    change: SafeString | str
    machine: str
    by_machine: bool
    fault: str
    taking: str

    @property
    def open(self) -> bool:
        """Tell whether there is something to do here."""
        return bool(self.new or self.change or self.by_machine or not self.field.value())


class Sheet:
    """Source, translation, what changed in between, and what a machine suggests."""

    def __init__(self, source: Page, language: str, revision: Revision, data: Any = None) -> None:
        self.source, self.language, self.revision = source, language, revision
        self.language_name = dict(settings.LANGUAGES)[language]
        self.direction = direction_of(language)
        self.easy = language == EASY
        self.original = PageTexts(revision.as_object())
        self.page = version_of(source, language)
        self.base = self._base(data)
        own = PageTexts(self.page.get_latest_revision_as_object()) if self.page else None
        self.own = own.like(self.original) if own else {}
        used = {id(segment) for segment in self.own.values()}
        self.leftovers = [s for s in own.segments if id(s) not in used and s.value.strip()] if own else []
        self.before = self._source_before()
        old = self.before.like(self.original) if self.before else {}
        self.dropped = self._dropped()
        self.draft = MachineDraft.objects.filter(source=source, language=language).first()
        self.form = self._form(data)
        self.rows = [self._row(number, segment, old) for number, segment in enumerate(self.original.segments)]

    @staticmethod
    def _number(text: str) -> int | None:
        return int(text) if text.isdecimal() and len(text) < 19 else None

    def _base(self, data: Any) -> int | None:
        if data is not None:
            return self._number(data.get("base", ""))
        return self.page.latest_revision_id if self.page else None

    def _source_before(self) -> PageTexts | None:
        """The source as it was when the newest text of the translation was made, if it has changed since."""
        link = (
            TranslationSource.objects.filter(page=self.page).select_related("revision", "next_revision").first()
            if self.page
            else None
        )
        before = (link.next_revision or link.revision) if link else None
        return PageTexts(before.as_object()) if before and before.pk != self.revision.pk else None

    def _dropped(self) -> list[Segment]:
        """Texts of the former source that are gone."""
        if self.before is None:
            return []
        kept = {id(segment) for segment in self.before.like(self.original).values()}
        return [s for s in self.before.segments if id(s) not in kept and s.value.strip()]

    def _machine_texts(self) -> dict[str, str]:
        return self.draft.texts if self.draft and self.draft.unchecked else {}

    def _form(self, data: Any) -> forms.Form:
        fields: dict[str, forms.Field] = {}
        machine = self._machine_texts()
        for number, segment in enumerate(self.original.segments):
            own = self.own[segment.key].value if segment.key in self.own else ""
            fields[f"t{number}"] = forms.CharField(
                label=segment.label,
                required=segment.key == "title",
                max_length=None if segment.rich else segment.max_length,
                initial=own or machine.get(segment.key, ""),
                widget=self._widget(segment, number),
                error_messages={"required": _("Bitte übersetzen Sie auch den Titel.")},
            )
        form: forms.Form = type("TranslationForm", (forms.Form,), fields)(data)
        return form

    def _widget(self, segment: Segment, number: int) -> forms.Widget:
        said = {
            "lang": self.language, "dir": self.direction, "aria-label": segment.label,
            "aria-describedby": f"t{number}-source",
        }  # fmt: skip
        if segment.rich:
            widget: forms.Widget = get_rich_text_editor_widget(features=segment.features)
        elif segment.lines or len(segment.value) > 80:
            widget = AdminAutoHeightTextInput()
        else:
            widget = forms.TextInput()
        widget.attrs.update(said)
        return widget

    def _row(self, number: int, segment: Segment, old: dict[str, Segment]) -> Row:
        machine = self._machine_texts().get(segment.key, "")
        own = self.own[segment.key].value if segment.key in self.own else ""
        former = old.get(segment.key)
        changed = former is not None and former.plain != segment.plain
        return Row(
            segment=segment,
            shown=expand_db_html(segment.value) if segment.rich else segment.value,
            field=self.form[f"t{number}"],
            new=self.before is not None and former is None and bool(segment.value.strip()),
            change=differences(former.plain, segment.plain) if former is not None and changed else "",
            machine=machine if own and machine != own else "",
            by_machine=bool(machine) and (not own or own == machine),
            fault=(self.draft.faults if self.draft else {}).get(segment.key, ""),
            taking=f"take{number}",
        )

    def texts(self) -> dict[str, str]:
        """Return the texts that were sent, by key of their segment."""
        machine = self._machine_texts()
        found = {}
        for number, segment in enumerate(self.original.segments):
            take = self.form.data.get(f"take{number}") and segment.key in machine
            found[segment.key] = machine[segment.key] if take else self.form.cleaned_data[f"t{number}"]
        return found

    @property
    def visible(self) -> list[Row]:
        """Rows with something to translate; empty fields of the source have nothing."""
        return [row for row in self.rows if row.segment.value.strip() or row.field.value() or row.field.errors]

    @property
    def first_open(self) -> Row | None:
        return next((row for row in self.visible if row.open), None)

    @property
    def machine_label(self) -> str:
        """What texts by machine are called until somebody has checked them. Never "Leichte Sprache"."""
        return (
            _("Einfache Sprache (Entwurf), maschinell und ungeprüft")
            if self.easy
            else _("Maschinelle Übersetzung, ungeprüft")
        )

    @property
    def stalled(self) -> bool:
        """Tell whether the machine's work was broken off."""
        return bool(self.draft and self.draft.at_work and timezone.now() - self.draft.beat_at >= STALLED)

    @property
    def done(self) -> int:
        return len(self.draft.texts) + len(self.draft.faults) if self.draft else 0


def differences(before: str, after: str) -> SafeString:
    """Return what changed from one text to the other, word by word, as HTML with <del> and <ins>."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    parts = []
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if kind == "equal":
            parts.append(("{}", come))
        else:
            parts.append(("<del>{}</del>", gone))
            parts.append(("<ins>{}</ins>", come))
    return format_html_join("", "{}", ((format_html(form, text),) for form, text in parts if text))
