# SPDX-License-Identifier: EUPL-1.2
"""How a person wants notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.core.notices import actions, queries
from allmende.core.notices.kinds import EMAIL, INBOX, LETTER
from allmende.core.notices.models import QuietHours, Wish
from allmende.core.people.models import Person

WAYS = (
    (f"{EMAIL}:{Wish.Rhythm.NOW}", _("als E-Mail, sofort")),
    (f"{EMAIL}:{Wish.Rhythm.DAILY}", _("als E-Mail, einmal am Tag gesammelt")),
    (f"{EMAIL}:{Wish.Rhythm.WEEKLY}", _("als E-Mail, montags gesammelt")),
    (f"{LETTER}:{Wish.Rhythm.NOW}", _("als Brief")),
    (f"{INBOX}:{Wish.Rhythm.NOW}", _("nur ins Postfach")),
)


class WishesForm(forms.Form):
    """One choice for each kind of notice."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.lines = queries.wishes_of(person)
        for line in self.lines:
            self.fields[line.kind.key] = forms.ChoiceField(
                label=line.kind.label,
                choices=WAYS,
                initial=f"{line.channel}:{line.rhythm if line.channel == EMAIL else Wish.Rhythm.NOW}",
                help_text=_("Geht immer sofort hinaus, auch in der Ruhezeit.") if line.kind.urgent else "",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse letters where there is no postal address."""
        data = super().clean() or {}
        if not self.person.address_lines:
            for key, value in list(data.items()):
                if value.startswith(LETTER):
                    self.add_error(
                        key, _("Für Briefe brauchen wir Ihre Anschrift. Bitte tragen Sie sie in Ihrem Konto ein.")
                    )
        return data

    def save(self) -> None:
        """Store what was changed; a kind that stays as it was keeps following its default."""
        for key in self.changed_data:
            channel, rhythm = self.cleaned_data[key].split(":")
            actions.set_wish(self.person, key, channel, rhythm)


class QuietForm(forms.Form):
    """From when until when no mails shall come."""

    begin = forms.TimeField(
        label=_("Keine E-Mails ab"),
        required=False,
        help_text=_("Uhrzeit, zum Beispiel 21:00. Leer: keine Ruhezeit."),
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "placeholder": ""}),
    )
    end = forms.TimeField(
        label=_("bis"),
        required=False,
        help_text=_("Uhrzeit, zum Beispiel 7:00"),
        widget=forms.TimeInput(format="%H:%M"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        quiet = QuietHours.objects.filter(person=person).first()
        kwargs["initial"] = {"begin": quiet.begin, "end": quiet.end} if quiet else {}
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Want both times or none."""
        data = super().clean() or {}
        for name, other in (("begin", "end"), ("end", "begin")):
            if name not in self.errors and data.get(name) is None and data.get(other) is not None:
                self.add_error(name, _("Bitte geben Sie beide Uhrzeiten an oder keine."))
        return data

    def save(self) -> None:
        """Store them."""
        actions.set_quiet_hours(self.person, self.cleaned_data["begin"], self.cleaned_data["end"])
