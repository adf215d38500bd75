# SPDX-License-Identifier: EUPL-1.2
"""A date as three boxes: day, month, year. Easier than any calendar for dates that people know by heart."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# With a context: without one, "Tag" is taken for the English word and becomes "Schlagwort" in other catalogues.
DAY, MONTH, YEAR = pgettext_lazy("date", "Tag"), pgettext_lazy("date", "Monat"), pgettext_lazy("date", "Jahr")


class DateBoxes(forms.MultiWidget):
    """Three labelled text boxes with a numeric keypad on phones."""

    template_name = "ui/forms/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        labels = ((DAY, 2, "bday-day"), (MONTH, 2, "bday-month"), (YEAR, 4, "bday-year"))
        self.labels = [label for label, _width, _purpose in labels]
        super().__init__(
            [
                forms.TextInput(
                    {
                        "inputmode": "numeric",
                        "maxlength": width,
                        "autocomplete": purpose if birthday else "off",
                        "data-width": width,
                    }
                )
                for _label, width, purpose in labels
            ],
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            box["label"] = label
        return context


class DateBoxesField(forms.MultiValueField):
    """A date from three boxes. Each mistake is named: the missing box, the day that the month does not have."""

    widget = DateBoxes

    def __init__(self, *, birthday: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateBoxes(birthday=birthday))
        boxes = [forms.CharField(required=False, max_length=4) for _box in range(3)]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> datetime.date | None:
        """Return the date of [day, month, year] as text, None for three empty boxes; raise `ValidationError` else."""
        given = [text.strip() for text in data_list] if data_list else ["", "", ""]
        if not any(given):
            return None
        missing = [str(name) for text, name in zip(given, (DAY, MONTH, YEAR), strict=True) if not text]
        if missing:
            raise ValidationError(
                _("Bitte ergänzen Sie noch %(boxes)s: %(label)s"),
                code="incomplete",
                params={"label": self.label, "boxes": ", ".join(missing)},
            )
        if not all(text.isascii() and text.isdigit() for text in given) or len(given[2]) != 4:
            raise ValidationError(
                _("Bitte nur Ziffern, das Jahr mit vier Stellen, zum Beispiel 31 3 1980: %(label)s"),
                code="invalid",
                params={"label": self.label},
            )
        day, month, year = (int(text) for text in given)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise ValidationError(
                _("Den %(day)s.%(month)s.%(year)s gibt es im Kalender nicht: %(label)s"),
                code="impossible",
                params={"label": self.label, "day": str(day), "month": str(month), "year": str(year)},
            ) from None
